package dev.muster.region.preseed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.image.ImageName;
import dev.muster.region.allocation.DiskName;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The installer with the real tools on a loop device; a system of three files in place of Debian.
class InstallProgramTest {
    private static final ImageName NAME = new ImageName("debian", "amd64", "generic", "bookworm", "release");
    private static final String IMAGE = NAME.path();
    private static final String STATUS = "/MAAS/metadata/status/node-1";
    private static final String BY_ID = "/MAAS/metadata/latest/by-id/node-1/";
    private static final String KEY = "ssh-ed25519 AAAA jos\u00e9@example.org";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final FakeRegion region = new FakeRegion();
    private Path directory;
    private FakeMachine machine;
    private LoopDisk disk;

    @BeforeEach
    void machineWithADisk(@TempDir Path temporary) throws Exception {
        Requirements.needRoot();
        Requirements.need(Files.exists(Path.of("/dev/loop-control")), "needs loop devices");
        Requirements.needTools("sfdisk", "sgdisk", "mkfs.ext4", "mkfs.vfat", "mcopy");
        directory = temporary;
        disk = new LoopDisk(Files.createDirectories(temporary.resolve("disks")), "disk", 3L << 30);
        machine = new FakeMachine(temporary.resolve("machine"))
                .system("proc/cmdline", "root=/dev/x ro --- console=ttyS0,115200n8 BOOTIF=01-52-54-00-AA-00-01\n");
    }

    @AfterEach
    void close() throws Exception {
        region.close();
        if (disk != null) {
            disk.close();
        }
    }

    @Test
    void tarballBecomesASystemThatBootsAndKnowsItself() throws Exception {
        serve("root-tar.zst", tarball());
        assertThat(install(plan())).as(machine.output()).isZero();
        try (var root = disk.mount(3)) {
            assertThat(root.read("etc/hostname")).isEqualTo("node7\n");
            assertThat(root.read("etc/hosts")).contains("127.0.1.1 node7.example.org node7\n");
            String uuid = disk.uuid(3);
            assertThat(root.read("etc/fstab")).isEqualTo("UUID=" + uuid + " / ext4 errors=remount-ro 0 1\n");
            assertThat(root.read("grub-install.arguments"))
                    .isEqualTo("--target=i386-pc --no-floppy " + disk.path() + "\n");
            assertThat(root.read("boot/grub/grub.cfg"))
                    .contains("linux /boot/vmlinuz-6.1 root=UUID=" + uuid + " ro console=ttyS0,115200n8\n")
                    .contains("initrd /boot/initrd.img-6.1\n");
            assertThat(root.read("etc/default/grub")).contains("GRUB_CMDLINE_LINUX=\"console=ttyS0,115200n8\"\n");
            assertThat(root.read("etc/systemd/network/50-muster.network"))
                    .contains("MACAddress=52:54:00:aa:00:01\n", "DHCP=ipv4\n", "ClientIdentifier=mac\n");
            assertThat(root.read("etc/apt/apt.conf.d/90muster-proxy"))
                    .isEqualTo("Acquire::http::Proxy \"http://127.0.0.1:8000/\";\n");
            assertThat(root.mode("etc/cloud/cloud.cfg.d/90_dpkg_local_cloud_config.cfg"))
                    .isEqualTo("rw-------");
            assertThat(root.read("etc/cloud/cloud.cfg.d/90_dpkg_local_cloud_config.cfg"))
                    .startsWith("datasource_list: [ MAAS ]\n")
                    .contains("\"consumer_key\": \"ck\"", "\"token_secret\": \"ts\"", "jos\\u00e9@example.org")
                    .contains("\"metadata_url\": \"" + region.baseUrl() + "/metadata/\"");
            assertThat(root.read("etc/machine-id")).matches("[0-9a-f]{32}\n");
            assertThat(root.read("var/log/muster-install.log"))
                    .contains("mkfs.ext4")
                    .doesNotContain("\"ts\"");
        }
        assertThat(disk.table())
                .contains("21686148-6449-6E6F-744E-656564454649", "C12A7328-F81F-11D2-BA4B-00A0C93EC93B");
    }

    @Test
    void machineWithUefiGetsTheSignedLoaders() throws Exception {
        if (!Files.readString(Path.of("/proc/filesystems")).contains("vfat")) {
            machine.mountsFatByMtools();
        }
        machine.system("sys/firmware/efi/fw_platform_size", "64\n");
        serve(
                "root-tar.zst",
                new Tarball(directory)
                        .with("usr/lib/shim/shimx64.efi.signed", "shim")
                        .with("usr/lib/grub/x86_64-efi-signed/grubx64.efi.signed", "grub")
                        .build());
        assertThat(install(plan())).as(machine.output()).isZero();
        Path esp = disk.fat(2);
        for (String file : List.of("EFI/debian/shimx64.efi", "EFI/BOOT/BOOTX64.EFI")) {
            assertThat(esp.resolve(file)).hasContent("shim");
        }
        for (String folder : List.of("EFI/debian", "EFI/BOOT")) {
            assertThat(esp.resolve(folder + "/grubx64.efi")).hasContent("grub");
            assertThat(esp.resolve(folder + "/grub.cfg"))
                    .content()
                    .contains("search.fs_uuid " + disk.uuid(3) + " root\n");
        }
    }

    @Test
    void regionHearsEachStageThenTheEndThenThatTheDiskBootsFromNow() throws Exception {
        serve("root-tar.zst", tarball());
        install(plan());
        assertThat(events().map(e ->
                        e.get("event_type").asText() + " " + e.get("name").asText()))
                .containsSubsequence(
                        "start cmd-install",
                        "start cmd-install/stage-partitioning",
                        "finish cmd-install/stage-partitioning",
                        "start cmd-install/stage-extract",
                        "finish cmd-install/stage-extract",
                        "start cmd-install/stage-curthooks",
                        "finish cmd-install/stage-curthooks",
                        "finish cmd-install/stage-late",
                        "finish cmd-install");
        assertThat(events())
                .allSatisfy(event -> assertThat(event.get("origin").asText()).isEqualTo("curtin"));
        assertThat(region.posts(STATUS)).allSatisfy(call -> assertThat(call.authorization())
                .contains("oauth_consumer_key=\"ck\"", "oauth_signature=\"%26ts\""));
        assertThat(last().get("result").asText()).isEqualTo("SUCCESS");
        assertThat(log()).contains("$ sfdisk ").doesNotContain("token_secret", "oauth_");
        assertThat(region.calls().getLast().path()).isEqualTo(BY_ID);
        assertThat(region.calls().getLast().body()).isEqualTo("op=netboot_off");
        assertThat(region.calls().getLast().authorization()).isEmpty();
        assertThat(machine.calls()).contains("systemctl --force reboot").doesNotContain("poweroff");
    }

    @Test
    void imageWithAnotherDigestIsNotBooted() throws Exception {
        byte[] tarball = tarball();
        serve("root-tar.zst", tarball);
        region.file("/images/manifest.sha256", ("0".repeat(64) + "  " + IMAGE + "/root-tar.zst\n").getBytes(UTF_8));
        install(plan());
        assertThat(last().get("result").asText()).isEqualTo("FAILURE");
        assertThat(last().get("description").asText())
                .contains("SHA-256 is " + sha256(tarball) + ", not " + "0".repeat(64));
        assertThat(disk.table()).isEmpty();
        assertThat(region.posts(BY_ID)).isEmpty();
        assertThat(machine.calls()).contains("systemctl --force poweroff").doesNotContain("reboot");
    }

    @Test
    void brokenConnectionIsTakenUpWhereItBroke() throws Exception {
        serve("root-tar.zst", tarball());
        String path = "/images/" + IMAGE + "/root-tar.zst";
        install(plan(), () -> region.refuse(path, 503)
                .refuse(path, new FakeRegion.Refusal(206, "", 100))
                .refuse(path, new FakeRegion.Refusal(206, "", 100)));
        assertThat(last().get("description").asText()).isEqualTo("installed");
    }

    @Test
    void regionThatIsAwayIsToldOfTheDiskLater() throws Exception {
        serve("root-tar.zst", tarball());
        install(plan(), () -> region.refuse(BY_ID, 503).refuse(BY_ID, 502));
        assertThat(region.posts(BY_ID)).hasSize(3);
        assertThat(machine.calls()).contains("systemctl --force reboot");
    }

    @Test
    void machineThatMayNotBootItsDiskFails() throws Exception {
        serve("root-tar.zst", tarball());
        install(plan(), () -> region.refuse(BY_ID, 404));
        assertThat(last().get("result").asText()).isEqualTo("FAILURE");
        assertThat(machine.calls()).contains("systemctl --force poweroff").doesNotContain("reboot");
    }

    @Test
    void diskThatIsTooSmallIsLeftAlone() throws Exception {
        serve("root-tar.zst", tarball());
        try (var small = new LoopDisk(directory, "small", 64L << 20)) {
            byte[] before = small.head();
            install(plan(small));
            assertThat(last().get("description").asText())
                    .startsWith(small.path() + " (0.1 GiB")
                    .endsWith("is too small: 2.0 GiB needed");
            assertThat(small.head()).isEqualTo(before);
        }
        assertThat(machine.calls()).contains("systemctl --force poweroff");
    }

    @Test
    void smallestOwnDiskThatIsLargeEnoughIsTaken() throws Exception {
        serve("root-tar.zst", tarball());
        machine.tool("lsblk", """
                #!/bin/sh
                cat <<'END'
                {"blockdevices": [
                  {"name": "sda", "path": "/dev/none-a", "size": 1000, "ro": false, "rm": false, "tran": "sata", \
                "type": "disk", "serial": "A", "wwn": null, "log-sec": 512},
                  {"name": "sdb", "path": "/dev/none-b", "size": 9000000000, "ro": false, "rm": false, "tran": "sata", \
                "type": "disk", "serial": "B", "wwn": null, "log-sec": 512},
                  {"name": "sdc", "path": "/dev/none-c", "size": 8000000000, "ro": false, "rm": false, "tran": "iscsi", \
                "type": "disk", "serial": "C", "wwn": null, "log-sec": 512},
                  {"name": "sdd", "path": "/dev/none-d", "size": 8500000000, "ro": false, "rm": false, "tran": "sas", \
                "type": "disk", "serial": "D", "wwn": null, "log-sec": 512}]}
                END
                """);
        install(new InstallPlan(context(), NAME, "ck:tk:ts", List.of(KEY), Optional.empty()));
        assertThat(events().map(e -> e.get("description").asText())).contains("partitioning /dev/none-d (7.9 GiB, D)");
    }

    @Test
    void machineWithoutADiskSaysSo() throws Exception {
        serve("root-tar.zst", tarball());
        machine.tool("lsblk", "#!/bin/sh\necho '{\"blockdevices\": []}'\n");
        install(new InstallPlan(context(), NAME, "ck:tk:ts", List.of(KEY), Optional.empty()));
        assertThat(last().get("description").asText()).isEqualTo("this machine has no disk of its own");
    }

    @Test
    void snapshotWithoutAnImageToInstallSaysSo() throws Exception {
        region.file("/images/manifest.sha256", ("0".repeat(64) + "  " + IMAGE + "/boot-kernel\n").getBytes(UTF_8));
        install(plan());
        assertThat(last().get("description").asText()).startsWith("no image to install in " + IMAGE + ": none of ");
    }

    @Test
    void tarballWithoutALoaderForThisFirmwareFails() throws Exception {
        serve(
                "root-tar.zst",
                new Tarball(directory).without("usr/sbin/grub-install").build());
        install(plan());
        assertThat(last().get("description").asText())
                .isEqualTo("the image has no GRUB for BIOS: grub2-common and grub-pc-bin are not in it");
        assertThat(disk.table()).isEmpty();
    }

    @Test
    void secondInstallationStartsOverWhateverTheFirstLeft() throws Exception {
        serve("root-tar.zst", tarball());
        install(plan());
        String first = disk.uuid(3);
        install(plan());
        assertThat(last().get("description").asText()).isEqualTo("installed");
        assertThat(disk.uuid(3)).isNotEqualTo(first);
    }

    @Test
    void diskImageIsWrittenAsItIsAndToldWhereItsMetadataIs() throws Exception {
        byte[] image = new DiskImage(directory).build();
        serve("root-dd.gz", image);
        assertThat(install(plan())).as(machine.output()).isZero();
        assertThat(last().get("description").asText()).isEqualTo("installed");
        try (var root = disk.mount(1)) {
            assertThat(root.read("etc/motd")).isEqualTo("somebody's own\n");
            assertThat(root.read("etc/cloud/cloud.cfg.d/90_dpkg_local_cloud_config.cfg"))
                    .contains("\"ck\"");
        }
        assertThat(machine.calls()).contains("systemctl --force reboot");
    }

    private byte[] tarball() throws Exception {
        return new Tarball(directory).build();
    }

    private void serve(String name, byte[] content) throws Exception {
        String path = IMAGE + "/" + name;
        region.file("/images/" + path, content)
                .file("/images/manifest.sha256", (sha256(content) + "  " + path + "\n").getBytes(UTF_8));
    }

    private MachineContext context() {
        return new MachineContext(region.baseUrl(), "node-1", "node7.example.org");
    }

    private InstallPlan plan() {
        return plan(disk);
    }

    private InstallPlan plan(LoopDisk target) {
        return new InstallPlan(
                context(), NAME, "ck:tk:ts", List.of(KEY), Optional.of(new DiskName("path", target.path())));
    }

    private int install(InstallPlan plan) throws Exception {
        return machine.run(Programs.programs().installUserData(plan));
    }

    private int install(InstallPlan plan, Runnable trouble) throws Exception {
        trouble.run();
        return install(plan);
    }

    private Stream<JsonNode> events() {
        return region.posts(STATUS).stream().map(call -> {
            try {
                return JSON.readTree(call.body());
            } catch (IOException e) {
                throw new AssertionError(call.body(), e);
            }
        });
    }

    /// The last event that ends the installation.
    private JsonNode last() {
        return events().filter(e -> e.get("name").asText().equals("cmd-install")
                        && e.get("event_type").asText().equals("finish"))
                .reduce((_, later) -> later)
                .orElseThrow(() -> new AssertionError(machine.output()));
    }

    private String log() {
        JsonNode file = last().get("files").get(0);
        assertThat(file.get("path").asText()).isEqualTo("install.log");
        assertThat(file.get("encoding").asText()).isEqualTo("base64");
        return new String(Base64.getDecoder().decode(file.get("content").asText()), UTF_8);
    }

    private static String sha256(byte[] content) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    }
}
