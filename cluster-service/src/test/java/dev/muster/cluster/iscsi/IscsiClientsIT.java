package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.Requirements;
import dev.muster.cluster.net.Listeners;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// libiscsi's tools and qemu against the target on loopback.
class IscsiClientsIT {
    private static final String IQN = "iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release";
    private static final int SIZE = 32 * 1024 * 1024;

    @TempDir
    Path directory;

    private Path image;
    private Listeners listeners;
    private IscsiTarget target;

    @BeforeEach
    void start() throws IOException {
        byte[] content = new byte[SIZE];
        new Random(2).nextBytes(content);
        image = Files.write(directory.resolve("image"), content);
        listeners = new Listeners(2);
        target = IscsiTarget.start(
                listeners,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new IscsiTargets() {
                    @Override
                    public Optional<Path> image(String iqn) {
                        return iqn.equals(IQN) ? Optional.of(image) : Optional.empty();
                    }

                    @Override
                    public List<String> names() {
                        return List.of(IQN);
                    }
                },
                IscsiEvents.NONE,
                IscsiLimits.defaults());
    }

    @AfterEach
    void stop() {
        target.close();
        listeners.close();
    }

    @Test
    void iscsiLsFindsTheTargetAndItsUnits() throws Exception {
        needTool("iscsi-ls", "libiscsi-bin");
        assertThat(run("iscsi-ls", "-s", "iscsi://127.0.0.1:" + port()))
                .contains("Target:" + IQN, "Lun:0", "STORAGE_ARRAY_CONTROLLER", "Lun:1", "DIRECT_ACCESS");
    }

    @Test
    void iscsiInqReadsIdentityAndPages() throws Exception {
        needTool("iscsi-inq", "libiscsi-bin");
        assertThat(run("iscsi-inq", url())).contains("DIRECT_ACCESS", "MUSTER", "BOOT IMAGE");
        assertThat(run("iscsi-inq", "-e", "1", "-c", "131", url())).contains("NAA");
        assertThat(run("iscsi-inq", "-e", "1", "-c", "176", url())).contains("maximum transfer length:65535");
    }

    @Test
    void iscsiReadcapacityReadsTheSize() throws Exception {
        needTool("iscsi-readcapacity16", "libiscsi-bin");
        assertThat(run("iscsi-readcapacity16", url())).contains("Total size:" + SIZE);
    }

    @Test
    void qemuImgComparesTheWholeImage() throws Exception {
        needQemu();
        assertThat(run("qemu-img", "compare", "-f", "raw", "-F", "raw", image.toString(), url()))
                .contains("Images are identical");
    }

    @Test
    void sixteenInitiatorsReadAtOnce() throws Exception {
        needQemu();
        List<Process> readers = new ArrayList<>();
        List<Path> copies = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            Path copy = directory.resolve("copy" + i);
            copies.add(copy);
            readers.add(start("qemu-img", "convert", "-f", "raw", "-O", "raw", url(), copy.toString()));
        }
        for (Process reader : readers) {
            finish(reader);
        }
        for (Path copy : copies) {
            assertThat(Files.mismatch(copy, image)).isEqualTo(-1);
        }
    }

    private void needQemu() {
        needTool("qemu-img", "qemu-utils");
        Requirements.need(hasIscsiDriver(), "qemu has no iSCSI driver: install qemu-block-extra");
    }

    private static boolean hasIscsiDriver() {
        return Files.exists(Path.of("/usr/lib/x86_64-linux-gnu/qemu/block-iscsi.so"));
    }

    private static void needTool(String tool, String debianPackage) {
        boolean there = List.of(System.getenv("PATH").split(":")).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
        Requirements.need(there, tool + " is missing: install " + debianPackage);
    }

    private String url() {
        return "iscsi://127.0.0.1:" + port() + "/" + IQN + "/1";
    }

    private int port() {
        return target.address().getPort();
    }

    private static String run(String... command) throws IOException, InterruptedException {
        return finish(start(command));
    }

    private static Process start(String... command) throws IOException {
        return new ProcessBuilder(command).redirectErrorStream(true).start();
    }

    private static String finish(Process process) throws IOException, InterruptedException {
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
