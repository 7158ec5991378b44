package dev.muster.cluster;

import dev.muster.cluster.boot.progress.Reporter;
import dev.muster.cluster.disk.DiskReserve;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.logging.Logger;

/// The reserve on the disk of the data folder, and who hears of it: the log, the region, metrics, readiness. Looks by
/// itself, so that its end is seen while nobody writes.
final class DiskWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(DiskWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final DiskReserve reserve;
    private final Path folder;
    private final Reporter reporter;
    private final Thread thread =
            Thread.ofPlatform().name("disk-watch").daemon().unstarted(this::watch);

    private DiskWatch(DiskReserve reserve, Path folder, Reporter reporter) {
        this.reserve = reserve;
        this.folder = folder;
        this.reporter = reporter;
    }

    /// @param folder on the reserve's disk, for people
    static DiskWatch start(DiskReserve reserve, Path folder, Reporter reporter, MeterRegistry meters) {
        var watch = new DiskWatch(reserve, folder, reporter);
        reserve.tell(watch::changed);
        Gauge.builder("muster.disk.free", watch.reserve, disk -> disk.state().free())
                .baseUnit("bytes")
                .description("What is free on the disk of the data folder")
                .register(meters);
        Gauge.builder(
                        "muster.disk.reserve.reached",
                        watch.reserve,
                        disk -> disk.state().reached() ? 1 : 0)
                .description(
                        "Whether the disk is down to its reserve, and nothing is written that can be spared: 1, or 0")
                .register(meters);
        watch.thread.start();
        return watch;
    }

    DiskReserve reserve() {
        return reserve;
    }

    private void watch() {
        try {
            while (true) {
                reserve.state();
                Thread.sleep(EVERY);
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private void changed(DiskReserve.State now) {
        if (now.reached()) {
            String what =
                    ("%s has %d MiB free, no more than its reserve: until there is room, log lines are not kept, machines"
                                    + " cannot write over iSCSI, and boot progress is lost while Kafka is away")
                            .formatted(folder, now.free() >> 20);
            LOG.error(what);
            reporter.reportCluster(BootStep.CLUSTER_DISK, Outcome.FAILED, what);
        } else {
            String what = "%s has room again, %d MiB".formatted(folder, now.free() >> 20);
            LOG.info(what);
            reporter.reportCluster(BootStep.CLUSTER_DISK, Outcome.OK, what);
        }
    }

    @Override
    public void close() {
        thread.interrupt();
    }
}
