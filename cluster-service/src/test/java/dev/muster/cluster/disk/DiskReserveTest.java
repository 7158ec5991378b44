package dev.muster.cluster.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.disk.DiskReserve.State;
import dev.muster.testing.SmallDisk;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// On a disk of 16 MiB, of which 8 are kept.
class DiskReserveTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final List<Boolean> told = new ArrayList<>();
    private Instant now = Instant.EPOCH;

    @Test
    void whatCanBeSparedIsNotWrittenWhileThereIsNoMoreThanTheReserve() throws Exception {
        try (var disk = SmallDisk.of(16, folder.resolve("disk"))) {
            var reserve = reserve(disk, 8 * MIB);
            assertThat(reserve.allows(MIB)).isTrue();
            Path taken = disk.take(10);
            now = now.plusSeconds(1);
            assertThat(reserve.allows(1)).isFalse();
            assertThat(told).containsExactly(true);
            assertThat(reserve.state()).satisfies(state -> {
                assertThat(state.reached()).isTrue();
                assertThat(state.free()).isBetween(5L * MIB, 6L * MIB);
            });

            // the reserve itself can be used by what must go on
            Files.write(disk.folder().resolve("journal"), new byte[4 * MIB]);

            Files.delete(taken);
            now = now.plusSeconds(1);
            assertThat(reserve.allows(1)).isTrue();
            assertThat(told).containsExactly(true, false);
        }
    }

    /// Between two looks at the disk, too.
    @Test
    void whatIsGrantedIsCounted() throws Exception {
        try (var disk = SmallDisk.of(16, folder.resolve("disk"))) {
            var reserve = reserve(disk, 8 * MIB);
            int granted = 0;
            while (granted < 16 && reserve.allows(MIB)) {
                disk.take(++granted);
            }
            assertThat(granted).isBetween(7, 8);
        }
    }

    @Test
    void itDoesNotStopAgainAtOnce() throws Exception {
        try (var disk = SmallDisk.of(16, folder.resolve("disk"))) {
            var reserve = reserve(disk, 8 * MIB);
            disk.take(9);
            assertThat(reserve.state().reached()).isTrue();
            disk.take(8);
            Files.write(disk.folder().resolve("taken"), new byte[8 * MIB - MIB / 4]);
            assertThat(reserve.state().reached()).isTrue();
            disk.take(6);
            assertThat(reserve.state().reached()).isFalse();
            assertThat(told).containsExactly(true, false);
        }
    }

    private DiskReserve reserve(SmallDisk disk, long bytes) throws Exception {
        return new DiskReserve(disk.folder(), bytes, () -> now).tell(this::changed);
    }

    private void changed(State state) {
        told.add(state.reached());
    }
}
