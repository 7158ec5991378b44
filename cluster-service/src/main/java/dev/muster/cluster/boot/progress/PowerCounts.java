package dev.muster.cluster.boot.progress;

import dev.muster.model.power.PowerResult;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.function.Consumer;

/// Counts how power commands end, on their way to somebody else.
public record PowerCounts(MeterRegistry meters, Consumer<PowerResult> next) implements Consumer<PowerResult> {
    @Override
    public void accept(PowerResult result) {
        Counter.builder("muster.power.commands")
                .description("Power commands that were carried out, or failed")
                .tag("action", result.action().wireName())
                .tag("outcome", result.ok() ? "ok" : "failed")
                .register(meters)
                .increment();
        next.accept(result);
    }
}
