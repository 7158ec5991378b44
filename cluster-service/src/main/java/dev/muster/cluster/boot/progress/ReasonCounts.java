package dev.muster.cluster.boot.progress;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.stream.Stream;

/// Counters with one label, the reason: a word of a small fixed set.
record ReasonCounts(MeterRegistry meters) {

    /// Has them there before the first of them happens, so that an alert can be written.
    void prepare(String name, String description, Stream<String> reasons) {
        reasons.forEach(reason -> counter(name, description, reason));
    }

    /// The same of an enumeration's words.
    void prepare(String name, String description, Enum<?>[] reasons) {
        prepare(name, description, Stream.of(reasons).map(ReasonCounts::word));
    }

    void add(String name, String description, Enum<?> reason) {
        add(name, description, word(reason));
    }

    void add(String name, String description, String reason) {
        counter(name, description, reason).increment();
    }

    private Counter counter(String name, String description, String reason) {
        return Counter.builder(name)
                .description(description)
                .tag("reason", reason)
                .register(meters);
    }

    /// `TOO_MANY_TRANSFERS` as `too-many-transfers`.
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
