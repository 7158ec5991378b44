package dev.muster.model.event;

/// How a boot step ended.
public enum Outcome {
    OK,
    /// Answered, but not as the machine would like (a cached answer, a refusal).
    DEGRADED,
    FAILED
}
