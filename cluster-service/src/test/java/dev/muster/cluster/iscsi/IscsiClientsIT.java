package dev.muster.cluster.iscsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.session.ChapSecrets;
import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// libiscsi's tools and qemu against the target on loopback.
class IscsiClientsIT {
    @TempDir
    Path directory;

    private LoopbackTarget target;

    @BeforeEach
    void start() throws IOException {
        target = new LoopbackTarget(directory);
    }

    @AfterEach
    void stop() {
        target.close();
    }

    @Test
    void iscsiLsFindsTheTargetAndItsUnits() throws Exception {
        needTool("iscsi-ls", "libiscsi-bin");
        assertThat(run("iscsi-ls", "-s", "iscsi://127.0.0.1:" + target.port()))
                .contains(
                        "Target:" + LoopbackTarget.IQN, "Lun:0", "STORAGE_ARRAY_CONTROLLER", "Lun:1", "DIRECT_ACCESS");
    }

    @Test
    void iscsiInqReadsIdentityAndPages() throws Exception {
        needTool("iscsi-inq", "libiscsi-bin");
        assertThat(run("iscsi-inq", target.url())).contains("DIRECT_ACCESS", "MUSTER", "BOOT IMAGE");
        assertThat(run("iscsi-inq", "-e", "1", "-c", "131", target.url())).contains("NAA");
        assertThat(run("iscsi-inq", "-e", "1", "-c", "176", target.url())).contains("maximum transfer length:65535");
    }

    @Test
    void iscsiReadcapacityReadsTheSize() throws Exception {
        needTool("iscsi-readcapacity16", "libiscsi-bin");
        assertThat(run("iscsi-readcapacity16", target.url())).contains("Total size:" + LoopbackTarget.SIZE);
    }

    @Test
    void qemuImgComparesTheWholeImage() throws Exception {
        needQemu();
        assertThat(run(
                        "qemu-img",
                        "compare",
                        "-f",
                        "raw",
                        "-F",
                        "raw",
                        target.image().toString(),
                        target.url()))
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
            readers.add(start("qemu-img", "convert", "-f", "raw", "-O", "raw", target.url(), copy.toString()));
        }
        for (Process reader : readers) {
            finish(reader);
        }
        for (Path copy : copies) {
            assertThat(Files.mismatch(copy, target.image())).isEqualTo(-1);
        }
    }

    @Test
    void qemuComparesTheWholeImageWithHeaderDigests() throws Exception {
        needQemu();
        String url = "json:{\"driver\":\"iscsi\",\"transport\":\"tcp\",\"portal\":\"127.0.0.1:" + target.port()
                + "\",\"target\":\"" + LoopbackTarget.IQN + "\",\"lun\":1,\"header-digest\":\"crc32c\"}";
        assertThat(run("qemu-img", "compare", target.image().toString(), url)).contains("Images are identical");
    }

    @Test
    void whatQemuWritesIsThereWhenTheNodeComesAgain() throws Exception {
        needQemu();
        target.close();
        target = new LoopbackTarget(directory, IscsiOverlays.Mode.NODE);
        run("qemu-io", "-f", "raw", "-c", "write -P 0x5a 1M 3M", "-c", "write -z 8M 1M", "-c", "flush", target.url());
        target.close();
        target = new LoopbackTarget(directory, IscsiOverlays.Mode.NODE);
        String read = run("qemu-io", "-f", "raw", "-c", "read -P 0x5a 1M 3M", "-c", "read -P 0 8M 1M", target.url());
        assertThat(read).contains("read 3145728/3145728").doesNotContain("failed");
    }

    @Test
    void chapBothWaysLetsInWhoKnowsTheSecret() throws Exception {
        needTool("iscsi-inq", "libiscsi-bin");
        Path file = Files.writeString(
                directory.resolve("chap"), "initiator rack1 correcthorsebattery\ntarget muster staplebatteryhorse\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        target.close();
        target = new LoopbackTarget(
                directory, IscsiOverlays.Mode.OFF, ChapSecrets.read(file).demandedOfAll());
        String mutual = "?target_user=muster&target_password=";
        assertThat(run("iscsi-inq", as("rack1%correcthorsebattery"))).contains("BOOT IMAGE");
        assertThat(run("iscsi-inq", as("rack1%correcthorsebattery") + mutual + "staplebatteryhorse"))
                .contains("BOOT IMAGE");
        assertFails("iscsi-inq", as("rack1%correcthorsebattery") + mutual + "anotherbatteryhorse");
        assertFails("iscsi-inq", as("rack1%wronghorsebattery"));
        assertFails("iscsi-inq", target.url());
    }

    @Test
    void chapKeepsANameFromStrangersAndLetsMachinesBoot() throws Exception {
        needTool("iscsi-inq", "libiscsi-bin");
        Path file = Files.writeString(directory.resolve("chap"), "initiator iqn.kept correcthorsebattery\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
        target.close();
        target = new LoopbackTarget(directory, IscsiOverlays.Mode.OFF, ChapSecrets.read(file));
        assertThat(run("iscsi-inq", target.url())).contains("BOOT IMAGE");
        assertFails("iscsi-inq", "-i", "iqn.kept", target.url());
        assertThat(run("iscsi-inq", "-i", "iqn.kept", as("iqn.kept%correcthorsebattery")))
                .contains("BOOT IMAGE");
    }

    private String as(String user) {
        return target.url().replace("//", "//" + user + "@");
    }

    private static void assertFails(String... command) throws IOException, InterruptedException {
        Process process = start(command);
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isNotZero();
    }

    @Test
    void iscsiPerfReadsAtRandom() throws Exception {
        needTool("iscsi-perf", "libiscsi-bin");
        assertThat(run("iscsi-perf", "-r", "-m", "8", "-b", "8", "-t", "1", target.url()))
                .contains("iops");
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
