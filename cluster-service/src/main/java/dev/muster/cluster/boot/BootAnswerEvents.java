package dev.muster.cluster.boot;

import java.io.IOException;
import java.time.Duration;

/// What [BootAnswers] tells whoever watches it.
public interface BootAnswerEvents {
    /// Nobody watches.
    BootAnswerEvents NONE = new BootAnswerEvents() {};

    /// A machine's question was decided.
    default void decided(BootQuery query, BootDecision decision, Duration took) {}

    /// The region gave no answer to a question; what the machines got is told by [#decided].
    default void regionUnavailable(BootQuery query, Exception cause) {}

    /// The last answers on disk could not be read or written.
    default void cacheBroken(BootQuery query, IOException cause) {}
}
