package dev.muster.cluster.boot.progress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;

/// Counters with one label, the reason: a word of a small fixed set.
record ReasonCounts(MeterRegistry meters) {

    void add(String name, String description, Enum<?> reason) {
        add(name, description, word(reason));
    }

    void add(String name, String description, String reason) {
        Counter.builder(name)
                .description(description)
                .tag("reason", reason)
                .register(meters)
                .increment();
    }

    /// `TOO_MANY_TRANSFERS` as `too-many-transfers`.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
