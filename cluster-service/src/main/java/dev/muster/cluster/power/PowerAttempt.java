package dev.muster.cluster.power;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One action on one machine's power, seen through: told, looked at with growing pauses, told again where nothing
/// came of it, until the state is as wanted or the time is up.
final class PowerAttempt {
    private final PowerDriver driver;
    private final PowerTarget target;
    private final PowerLimits limits;
    private final Clock clock;
    private PowerState seen = PowerState.UNKNOWN;
    private @Nullable PowerFailure lastFailure;

    PowerAttempt(PowerDriver driver, PowerTarget target, PowerLimits limits, Clock clock) {
        this.driver = driver;
        this.target = target;
        this.limits = limits;
        this.clock = clock;
    }

    /// How it ended.
    ///
    /// @param message why it failed; empty if it did not
    record Outcome(boolean ok, PowerState state, String message) {}

    /// @param again whether an earlier process may have done it already; then a machine that is on is left alone
    /// @param end when to give up at the latest
    Outcome run(PowerAction action, boolean again, Instant end) throws InterruptedException {
        Duration limit = action == PowerAction.QUERY ? limits.query() : limits.action();
        Instant own = clock.instant().plus(limit);
        Instant deadline = own.isBefore(end) ? own : end;
        return switch (action) {
            case QUERY -> look(deadline);
            case ON -> on(again, deadline, limit);
            case OFF, SOFT_OFF -> change(action, again, deadline, limit);
        };
    }

    /// A machine that runs is seen off before it is switched on: that a BMC has taken the word to cycle or reset it
    /// does not mean that what it ran is gone.
    private Outcome on(boolean again, Instant deadline, Duration limit) throws InterruptedException {
        boolean early = again && looked() && seen == PowerState.ON;
        if (!early && target.type().queryable()) {
            Optional<Outcome> stuck = down(deadline, limit);
            if (stuck.isPresent()) {
                return stuck.get();
            }
        }
        return change(PowerAction.ON, again, deadline, limit);
    }

    /// Empty once the machine has been seen off.
    private Optional<Outcome> down(Instant deadline, Duration limit) throws InterruptedException {
        boolean ran = false;
        boolean told = false;
        for (int step = 0; ; step++) {
            if (looked() && seen == PowerState.OFF) {
                // time for the machine to notice
                return ran && !pause(0, deadline) ? Optional.of(late(PowerAction.OFF, limit)) : Optional.empty();
            }
            if (!told && !hopeless()) {
                told = tell(PowerAction.OFF, true);
                ran = ran || told;
            }
            if (hopeless()) {
                return Optional.of(new Outcome(false, PowerState.ERROR, reason()));
            }
            if (!pause(step, deadline)) {
                return Optional.of(ran ? late(PowerAction.OFF, limit) : new Outcome(false, PowerState.ERROR, reason()));
            }
            told = told && (step + 1) % limits.waits().size() != 0;
        }
    }

    private Outcome look(Instant deadline) throws InterruptedException {
        for (int step = 0; ; step++) {
            if (looked()) {
                return new Outcome(true, seen, "");
            }
            if (hopeless() || !pause(step, deadline)) {
                return new Outcome(false, PowerState.ERROR, reason());
            }
        }
    }

    private Outcome change(PowerAction action, boolean again, Instant deadline, Duration limit)
            throws InterruptedException {
        PowerState wanted = action == PowerAction.ON ? PowerState.ON : PowerState.OFF;
        if (again && looked() && seen == wanted) {
            return new Outcome(true, seen, "");
        }
        boolean told = false;
        for (int step = 0; ; step++) {
            if (!told) {
                told = tell(action, step > 0);
                if (told && !target.type().queryable()) {
                    return new Outcome(true, PowerState.UNKNOWN, "");
                }
            }
            if (hopeless()) {
                return new Outcome(false, PowerState.ERROR, reason());
            }
            if (!pause(step, deadline)) {
                return told ? late(action, limit) : new Outcome(false, PowerState.ERROR, reason());
            }
            if (told && looked() && seen == wanted) {
                return new Outcome(true, seen, "");
            }
            told = told
                    && (action == PowerAction.SOFT_OFF
                            || (step + 1) % limits.waits().size() != 0);
        }
    }

    /// A machine whose operator wants it off softly gets a round's time to shut down, then the plug is pulled.
    private boolean tell(PowerAction action, boolean insisting) throws InterruptedException {
        try {
            switch (action) {
                case ON -> driver.on(target);
                case SOFT_OFF -> driver.softOff(target);
                case OFF -> {
                    if (!insisting && target.value("power_off_mode").equals("soft")) {
                        driver.softOff(target);
                    } else {
                        driver.off(target);
                    }
                }
                case QUERY -> throw new IllegalArgumentException("a query tells nothing");
            }
            lastFailure = null;
            return true;
        } catch (PowerFailure e) {
            lastFailure = e;
            return false;
        }
    }

    private boolean looked() throws InterruptedException {
        try {
            seen = driver.state(target);
            lastFailure = null;
            return true;
        } catch (PowerFailure e) {
            lastFailure = e;
            return false;
        }
    }

    private boolean hopeless() {
        return lastFailure != null && lastFailure.isLasting();
    }

    private String reason() {
        return lastFailure == null ? "the state cannot be told" : lastFailure.reason();
    }

    private Outcome late(PowerAction action, Duration limit) {
        return new Outcome(false, seen, stubborn(action, limit));
    }

    private String stubborn(PowerAction action, Duration limit) {
        String asked =
                switch (action) {
                    case ON -> "be switched on";
                    case OFF, QUERY -> "be switched off";
                    case SOFT_OFF -> "shut down";
                };
        String last = lastFailure == null ? "" : "; the last look failed: " + lastFailure.reason();
        return "the machine was told to " + asked + " and is '" + seen.wireName() + "' after " + limit.toSeconds()
                + " s" + last;
    }

    /// Whether there is time for another look after a pause.
    private boolean pause(int step, Instant deadline) throws InterruptedException {
        Duration wait = limits.waits().get(Math.min(step, limits.waits().size() - 1));
        if (clock.instant().plus(wait).isAfter(deadline)) {
            return false;
        }
        Thread.sleep(wait);
        return true;
    }
}
