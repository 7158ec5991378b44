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
    void networkDiskStickAndReadOnlyDiskStayWhatTheyAre() throws Exception {
        Path root = disk("sda");
        Path stick = disk("sdb");
        Path fixed = disk("sdc");
        Path usb = disk("sdd");
        disks(
                row(root, false, false, "iscsi"),
                row(stick, false, true, ""),
                row(fixed, true, false, ""),
                row(usb, false, false, "usb"));
        erase();
        for (Path disk : new Path[] {root, stick, fixed, usb}) {
            assertThat(Files.readAllBytes(disk)).isEqualTo(old);
        }
        assertThat(region.told()).last().isEqualTo("OK erased no disk");
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

    private int erase() throws Exception {
        return machine.run(
                Programs.programs().eraseUserData(new MachineContext(region.baseUrl(), "node-1", "node7.example.org")));
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
