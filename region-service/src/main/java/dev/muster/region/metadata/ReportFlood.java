package dev.muster.region.metadata;

import dev.muster.region.caller.Caller;
import dev.muster.region.events.EventType;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/// Keeps a machine that reports without end from filling the timeline. What is too much is counted, and told as one
/// event in a while. Each replica does that for itself.
@ApplicationScoped
class ReportFlood {
    private static final Logger LOG = Logger.getLogger(ReportFlood.class);

    private final MachineEvents events;
    private final MetadataSettings settings;
    private final InstantSource clock;
    private final TokenBuckets buckets;
    private final Counter leftOut;
    private final Map<String, Long> surplus = new ConcurrentHashMap<>();

    ReportFlood(MachineEvents events, MetadataSettings settings, InstantSource clock, MeterRegistry meters) {
        this.events = events;
        this.settings = settings;
        this.clock = clock;
        buckets = new TokenBuckets(settings.reportsBurst(), settings.reportsPerSecond());
        leftOut = Counter.builder("muster.metadata.reports.left.out")
                .description("Reports of machines that became no event because they were too many")
                .register(meters);
    }

    /// Whether a report becomes an event; if not, it is counted.
    boolean lets(Caller.Machine machine) {
        if (buckets.take(machine.systemId(), clock.instant())) {
            return true;
        }
        leftOut.increment();
        if (surplus.merge(machine.systemId(), 1L, Long::sum) == 1) {
            Thread.ofVirtual().name("reports-" + machine.systemId()).start(() -> tellLater(machine));
        }
        return false;
    }

    private void tellLater(Caller.Machine machine) {
        try {
            Thread.sleep(settings.reportsTold());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Long reports = surplus.remove(machine.systemId());
        try {
            QuarkusTransaction.requiringNew()
                    .run(() -> events.record(
                            machine,
                            EventType.NODE_REPORTS_LEFT_OUT,
                            EventType.NODE_REPORTS_LEFT_OUT.level(),
                            reports + " reports are no events: the machine reports too much"));
        } catch (RuntimeException e) {
            LOG.warnf("%s reports of %s are no events", reports, machine.systemId());
        }
    }
}
