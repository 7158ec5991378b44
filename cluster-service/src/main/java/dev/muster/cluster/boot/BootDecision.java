package dev.muster.cluster.boot;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.event.Outcome;

/// What a machine that asks for its boot configuration gets.
public sealed interface BootDecision {

    /// @param outcome `OK` as the region said just now; `DEGRADED` as it said the last time
    record Boot(BootAnswer answer, Outcome outcome) implements BootDecision {}

    /// The region does not know the machine, for certain: the loader is to go on to its next name.
    record Unknown() implements BootDecision {}

    /// Nobody knows now. The loader must hear nothing: told "not found", a known machine would go on to `default`
    /// and enlist again.
    record Silent(String reason) implements BootDecision {}
}
