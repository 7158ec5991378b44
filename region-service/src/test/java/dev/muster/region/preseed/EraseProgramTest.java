package dev.muster.region.preseed;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The eraser on files in place of disks: `lsblk` is a fake.
class EraseProgramTest {
    private static final int SIZE = 9 * 1024 * 1024 + 512;

    private final FakeRegion region = new FakeRegion();
    private Path directory;
    private FakeMachine machine;
    private byte[] old;

    @BeforeEach
    void erasingMachine(@TempDir Path temporary) throws IOException {
        directory = temporary;
        old = new byte[SIZE];
        new Random(1).nextBytes(old);
        machine = new FakeMachine(temporary.resolve("machine"))
                .system("etc/cloud/cloud.cfg.d/91_kernel_cmdline_url.cfg", """
                        {"datasource": {"MAAS": {"consumer_key": "ck", "token_key": "tk", "token_secret": "ts",
                          "metadata_url": "%s/metadata/"}}}
                        """.formatted(region.baseUrl()));
    }

    @AfterEach
    void close() {
        region.close();
    }

    @Test
    void everyOwnDiskIsZerosFromEndToEnd() throws Exception {
        Path one = disk("vda");
        Path two = disk("sdb");
        disks(row(one, false, false, ""), row(two, false, false, "sas"));
        assertThat(erase()).isZero();
        assertThat(isZeros(one)).isTrue();
        assertThat(isZeros(two)).isTrue();
        assertThat(region.told()).hasSize(2).first().asString().startsWith("WORKING erasing " + one);
        assertThat(region.told()).last().asString().startsWith("OK erased ");
        assertThat(machine.calls()).contains("systemctl --force poweroff");
    }

    @Test
    void diskThatIsLeftOutIsNamedAndTheOthersAreErased() throws Exception {
        Path own = disk("sda");
        Path fixed = disk("sdc");
        Path usb = disk("sdd");
        Path mounted = disk("sde");
        mounts(mounted + "1");
        disks(
                row(own, false, false, "sata"),
                row(fixed, true, false, ""),
                row(usb, false, false, "usb"),
                row(mounted, false, false, "sata"));
        erase();
        assertThat(isZeros(own)).isTrue();
        assertUntouched(fixed, usb, mounted);
        assertThat(region.told())
                .last()
                .isEqualTo("FAILED not erased: " + fixed + ": read-only; " + usb + ": USB; " + mounted + ": in use");
        assertThat(machine.calls()).contains("systemctl --force poweroff");
    }

    @Test
    void machineWhoseOnlyDiskIsInUseIsNotErased() throws Exception {
        Path mounted = disk("sda");
        mounts(mounted.toString());
        disks(row(mounted, false, false, "sata"));
        erase();
        assertUntouched(mounted);
        assertThat(region.told()).last().isEqualTo("FAILED not erased: " + mounted + ": in use");
    }

    @Test
    void removableDiskStaysWhatItIsAndIsNamed() throws Exception {
        Path own = disk("sda");
        Path stick = disk("sdb");
        disks(row(own, false, false, "sata"), row(stick, true, true, "usb"));
        erase();
        assertThat(isZeros(own)).isTrue();
        assertUntouched(stick);
        assertThat(region.told())
                .last()
                .isEqualTo("OK erased " + own + " (0.0 GiB, S1); removable, not erased: " + stick + " (0.0 GiB, S1)");
    }

    @Test
    void machineWithoutDiskSaysSo() throws Exception {
        Path root = disk("sda");
        Path optical = disk("sr0");
        Path reader = disk("sdb");
        disks(
                row(root, false, false, "iscsi"),
                row(optical, false, true, "sata").replace("\"type\": \"disk\"", "\"type\": \"rom\""),
                row(reader, false, true, "usb").replace("\"size\": " + SIZE, "\"size\": 0"));
        erase();
        assertUntouched(root, optical, reader);
        assertThat(region.told()).last().isEqualTo("OK nothing to erase: this machine has no disk of its own");
    }

    @Test
    void mountOfADiskWithALongerNameIsNotItsOwn() throws Exception {
        Path letters = disk("sda");
        Path digits = disk("nvme0n1");
        mounts(
                directory.resolve("sdaa1").toString(),
                directory.resolve("nvme0n12p1").toString());
        disks(row(letters, false, false, "sata"), row(digits, false, false, "nvme"));
        erase();
        assertThat(isZeros(letters)).isTrue();
        assertThat(isZeros(digits)).isTrue();
        assertThat(region.told()).last().asString().startsWith("OK erased ");
    }

    @Test
    void mountedPartitionOfADiskThatEndsInADigitIsItsOwn() throws Exception {
        Path disk = disk("nvme0n1");
        mounts(disk + "p2");
        disks(row(disk, false, false, "nvme"));
        erase();
        assertUntouched(disk);
        assertThat(region.told()).last().isEqualTo("FAILED not erased: " + disk + ": in use");
    }

    @Test
    void diskThatCannotBeWrittenIsNamedAndTheOthersAreErased() throws Exception {
        Path good = disk("vda");
        Path gone = directory.resolve("vdb");
        disks(row(gone, false, false, ""), row(good, false, false, ""));
        erase();
        assertThat(isZeros(good)).isTrue();
        assertThat(region.told())
                .last()
                .isEqualTo("FAILED not erased: " + gone + ": No such file or directory at 0.0 GiB");
        assertThat(machine.calls()).contains("systemctl --force poweroff");
    }

    @Test
    void wipeThatDiesOfAnythingIsAFailure() throws Exception {
        Path good = disk("vda");
        disks(row(good, false, false, ""), row(Path.of("/dev/null"), false, false, ""));
        // nothing can be unmapped there, so that it is written to
        breaking("os.pwrite", "MemoryError('no memory')");
        assertThat(isZeros(good)).isTrue();
        assertThat(region.told()).last().isEqualTo("FAILED not erased: /dev/null: MemoryError no memory at 0.0 GiB");
    }

    @Test
    void wipeThatEndsEarlyWithoutAReasonIsAFailure() throws Exception {
        disks(row(Path.of("/dev/null"), false, false, ""));
        breaking("os.pwrite", "SystemExit()");
        assertThat(region.told()).last().isEqualTo("FAILED not erased: /dev/null: broken off at 0.0 GiB");
    }

    private int erase(String... environment) throws Exception {
        var context = new MachineContext(region.baseUrl(), "node-1", "node7.example.org");
        return machine.run(Programs.programs().eraseUserData(context), environment);
    }

    /// Erases with a Python in which a function of `os` raises.
    private void breaking(String function, String exception) throws Exception {
        Path patch = Files.createDirectories(directory.resolve("patch"));
        Files.writeString(patch.resolve("sitecustomize.py"), """
                import os
                def broken(*_):
                    raise %s
                %s = broken
                """.formatted(exception, function));
        erase("PYTHONPATH=" + patch);
    }

    private void mounts(String... devices) {
        var lines = new StringBuilder("proc /proc proc rw 0 0\n");
        for (String device : devices) {
            lines.append(device).append(" /mnt ext4 rw 0 0\n");
        }
        machine.system("proc/self/mounts", lines.toString());
    }

    private void assertUntouched(Path... disks) throws IOException {
        for (Path disk : disks) {
            assertThat(Files.readAllBytes(disk)).isEqualTo(old);
        }
    }

    private Path disk(String name) throws IOException {
        return Files.write(directory.resolve(name), old);
    }

    private static String row(Path disk, boolean readOnly, boolean removable, String transport) {
        return """
            {"name": "%s", "path": "%s", "size": %d, "ro": %b, "rm": %b, "tran": "%s", "type": "disk", \
            "serial": "S1", "wwn": null, "log-sec": 512}""".formatted(disk.getFileName(), disk, SIZE, readOnly, removable, transport);
    }

    private void disks(String... rows) {
        machine.tool("lsblk", "#!/bin/sh\ncat <<'END'\n{\"blockdevices\": [" + String.join(", ", rows) + "]}\nEND\n");
    }

    private static boolean isZeros(Path disk) throws IOException {
        return Arrays.equals(Files.readAllBytes(disk), new byte[SIZE]);
    }
}
