package dev.muster.region.metrics;

import dev.muster.region.node.NodeMoved;
import dev.muster.region.power.PowerDone;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.util.Locale;

/// Counts what was done to nodes by this replica, once it is in the database.
@ApplicationScoped
class LifeMetrics {
    private final MeterRegistry meters;

    LifeMetrics(MeterRegistry meters) {
        this.meters = meters;
    }

    void moved(@Observes(during = TransactionPhase.AFTER_SUCCESS) NodeMoved move) {
        Counter.builder("muster.node.moves")
                .description("Nodes that went from one state to another")
                .tag("from", word(move.from()))
                .tag("to", word(move.to()))
                .register(meters)
                .increment();
    }

    void done(@Observes(during = TransactionPhase.AFTER_SUCCESS) PowerDone order) {
        Counter.builder("muster.power.orders")
                .description("Orders for machines' power that have ended")
                .tag("action", word(order.action()))
                .tag("outcome", order.ok() ? "done" : "failed")
                .register(meters)
                .increment();
    }

    /// `FAILED_COMMISSIONING` as `failed-commissioning`.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
