package dev.muster.cluster;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.boot.progress.Reporter;
import dev.muster.cluster.disk.DiskReserve;
import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.testing.SmallDisk;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DiskWatchTest {
    private static final int MIB = 1 << 20;

    @TempDir
    Path folder;

    private final List<BootProgress> told = new CopyOnWriteArrayList<>();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    /// Nobody writes, and nobody asks.
    @Test
    void theRegionHearsThatTheDiskIsFullAndThatItHasRoomAgain() throws Exception {
        var reporter = new Reporter(UUID.randomUUID(), Clock.systemUTC(), told::add);
        try (var disk = SmallDisk.of(16, folder.resolve("disk"));
                var watch = DiskWatch.start(reserve(disk), disk.folder(), reporter, meters)) {
            assertThat(reached()).isZero();
            Path taken = disk.take(10);
            await("it is told").until(() -> told.size() == 1);
            assertThat(reached()).isEqualTo(1);
            assertThat(meters.get("muster.disk.free").gauge().value()).isBetween(5.0 * MIB, 6.0 * MIB);
            Files.delete(taken);
            await("it is told again").until(() -> told.size() == 2);
            assertThat(reached()).isZero();
            assertThat(watch.reserve().allows(1)).isTrue();
        }
        assertThat(told).extracting(BootProgress::step).containsOnly(BootStep.CLUSTER_DISK);
        assertThat(told).extracting(BootProgress::outcome).containsExactly(Outcome.FAILED, Outcome.OK);
        assertThat(told.getFirst().mac()).isNull();
        assertThat(told.getFirst().detail()).contains("log lines are not kept", "over iSCSI");
    }

    private static DiskReserve reserve(SmallDisk disk) throws IOException {
        return new DiskReserve(disk.folder(), 8 * MIB, Clock.systemUTC());
    }

    private double reached() {
        return meters.get("muster.disk.reserve.reached").gauge().value();
    }
}
