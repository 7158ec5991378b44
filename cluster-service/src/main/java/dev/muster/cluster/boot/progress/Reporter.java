package dev.muster.cluster.boot.progress;

import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.time.InstantSource;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Makes progress records in the name of this cluster.
public final class Reporter {
    private static final int LONGEST_DETAIL = 2000;

    private final UUID cluster;
    private final InstantSource clock;
    private final ProgressSink sink;

    public Reporter(UUID cluster, InstantSource clock, ProgressSink sink) {
        this.cluster = cluster;
        this.clock = clock;
        this.sink = sink;
    }

    /// A step that has just ended.
    void report(Machine machine, BootStep step, Outcome outcome, Duration took, String detail) {
        accept(machine.mac(), step, outcome, took, machine.address(), detail);
    }

    /// What concerns this cluster itself.
    public void reportCluster(BootStep step, Outcome outcome, String detail) {
        accept(null, step, outcome, Duration.ZERO, "", detail);
    }

    private void accept(
            @Nullable MacAddress mac, BootStep step, Outcome outcome, Duration took, String address, String detail) {
        String shown = detail.length() > LONGEST_DETAIL ? detail.substring(0, LONGEST_DETAIL) : detail;
        sink.accept(new BootProgress(
                UUID.randomUUID(), cluster, mac, step, outcome, clock.instant(), took.toMillis(), address, shown));
    }

    /// Who took the step.
    ///
    /// @param address dotted quad, or empty while it has none
    record Machine(MacAddress mac, String address) {
        static Machine at(MacAddress mac, InetAddress address) {
            return new Machine(mac, address.getHostAddress());
        }
    }
}
