package dev.muster.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Disk images of other makers, as they come, among the images.
class ImportDiskIT {
    private static final String IMAGE = "centos/amd64/generic/centos9";
    private static final String FILE = IMAGE + "/release/root-dd.zst";
    private static final String OTHER = "debian/amd64/generic/bookworm/release";
    private static final String OTHERS_DIGEST = "ab".repeat(32);

    @TempDir
    Path folder;

    private Path images;
    private Path raw;

    @BeforeAll
    static void tools() {
        Requirements.needTools("qemu-img");
        Requirements.needTools("zstd");
    }

    @BeforeEach
    void aDiskAndASnapshotWithAnotherImage() throws IOException {
        images = folder.resolve("images");
        Path other = Files.createDirectories(images.resolve("snapshot-20260101-000000/" + OTHER));
        Files.writeString(other.resolve("boot-kernel"), "kernel");
        Files.writeString(
                images.resolve("snapshot-20260101-000000/manifest.sha256"),
                OTHERS_DIGEST + "  " + OTHER + "/boot-kernel\n");
        Files.writeString(images.resolve("snapshot-20260101-000000/builder-key"), "key\n");
        Files.createSymbolicLink(images.resolve("current"), Path.of("snapshot-20260101-000000"));
        raw = disk("disk.raw", 0x55, 0xaa);
    }

    private Path disk(String name, int signature, int end) throws IOException {
        byte[] bytes = new byte[3 << 20];
        bytes[510] = (byte) signature;
        bytes[511] = (byte) end;
        bytes[2 << 20] = 7;
        return Files.write(folder.resolve(name), bytes);
    }

    private Path converted(String format) {
        Path file = folder.resolve("disk." + format);
        Command.of("qemu-img", "convert", "-O", format, raw.toString(), file.toString())
                .succeed();
        return file;
    }

    private Command.Result run(String... arguments) {
        var words = new ArrayList<>(List.of(
                SharedRack.checkout().resolve("deploy/images/import-disk").toString(),
                "--output",
                images.toString(),
                "--image",
                IMAGE));
        words.addAll(List.of(arguments));
        return Command.of(words.toArray(String[]::new)).run();
    }

    private void succeeds(String... arguments) {
        Command.Result result = run(arguments);
        assertThat(result.code()).as(result.output()).isZero();
    }

    private Path current(String path) {
        return images.resolve("current").resolve(path);
    }

    @ParameterizedTest
    @ValueSource(strings = {"qcow2", "vmdk", "raw"})
    void theImageOfADiskBecomesWhatTheInstallerWritesToDisks(String format) throws Exception {
        succeeds((format.equals("raw") ? raw : converted(format)).toString());

        Path unpacked = folder.resolve("unpacked");
        Command.of("zstd", "-q", "-d", current(FILE).toString(), "-o", unpacked.toString())
                .succeed();
        assertThat(Files.mismatch(unpacked, raw)).isEqualTo(-1);
        assertThat(Command.of("zstd", "-l", "-v", current(FILE).toString())
                        .run()
                        .output())
                .as("its size is in its header")
                .contains("Decompressed Size: 3.00 MiB");
        String digest = HexFormat.of()
                .formatHex(
                        java.security.MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(current(FILE))));
        assertThat(Files.readAllLines(current("manifest.sha256")))
                .containsExactlyInAnyOrder(digest + "  " + FILE, OTHERS_DIGEST + "  " + OTHER + "/boot-kernel");
    }

    @Test
    void whatIsThereStaysAsItIs() throws IOException {
        succeeds(raw.toString());
        String kernel = OTHER + "/boot-kernel";
        assertThat(Files.getAttribute(current(kernel), "unix:ino"))
                .isEqualTo(Files.getAttribute(images.resolve("snapshot-20260101-000000/" + kernel), "unix:ino"));
        assertThat(current("builder-key")).content().isEqualTo("key\n");
    }

    @Test
    void anImageGoesAgain() throws IOException {
        succeeds(raw.toString());
        succeeds("--remove");
        assertThat(current("centos")).doesNotExist();
        assertThat(current("manifest.sha256")).content().isEqualTo(OTHERS_DIGEST + "  " + OTHER + "/boot-kernel\n");
    }

    @Test
    void whatNeedsAnotherFileOrIsNoDiskIsRefused() throws IOException {
        converted("qcow2");
        Path upon = folder.resolve("upon.qcow2");
        Command.of("qemu-img", "create", "-q", "-f", "qcow2", "-b", "disk.qcow2", "-F", "qcow2", upon.toString())
                .succeed();
        assertThat(run(upon.toString()).output()).contains("built upon another file, disk.qcow2");
        Path split = folder.resolve("split.vmdk");
        Command.of(
                        "qemu-img",
                        "convert",
                        "-O",
                        "vmdk",
                        "-o",
                        "subformat=monolithicFlat",
                        raw.toString(),
                        split.toString())
                .succeed();
        assertThat(run(split.toString()).output()).contains("keeps its data in other files");
        assertThat(run(disk("plain", 0, 0).toString()).output()).contains("no partition table");
        assertThat(images.resolve("current").toRealPath().getFileName()).hasToString("snapshot-20260101-000000");
        try (var left = Files.list(images)) {
            assertThat(left.map(path -> path.getFileName().toString())).noneMatch(name -> name.startsWith(".build"));
        }
    }

    @Test
    void theEphemeralSystemIsNotReplaced() {
        var result = Command.of(
                        SharedRack.checkout()
                                .resolve("deploy/images/import-disk")
                                .toString(),
                        "--output",
                        images.toString(),
                        "--image",
                        "debian/amd64/generic/bookworm",
                        raw.toString())
                .run();
        assertThat(result.output()).contains("choose another RELEASE");
    }
}
