package dev.muster.cluster.power;

import dev.muster.model.power.PowerAction;
import java.time.Duration;
import java.util.List;

/// How long a power action may take, and how many there may be.
///
/// @param action from the start of an action to the last look at its effect
/// @param query the same for a look alone
/// @param waits before each look after an action; the last one goes on
/// @param actions under way at once
/// @param queries under way at once
public record PowerLimits(Duration action, Duration query, List<Duration> waits, int actions, int queries) {
    public static final PowerLimits DEFAULT = new PowerLimits(
            Duration.ofSeconds(120),
            Duration.ofSeconds(25),
            List.of(1, 2, 2, 4, 6, 8, 12).stream().map(Duration::ofSeconds).toList(),
            20,
            5);

    public PowerLimits {
        waits = List.copyOf(waits);
        if (waits.isEmpty() || actions < 1 || queries < 1) {
            throw new IllegalArgumentException("at least one wait, one action and one query are needed");
        }
    }

    Duration of(PowerAction kind) {
        return switch (kind) {
            case QUERY -> query;
            case ON, OFF, SOFT_OFF -> action;
        };
    }
}
