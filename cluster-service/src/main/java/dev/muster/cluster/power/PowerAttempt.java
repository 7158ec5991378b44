package dev.muster.cluster.power;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One action on one machine's power, seen through: told, looked at with growing pauses, told again where nothing
/// came of it, until the state is as wanted or the time is up. What is under way then is broken off.
final class PowerAttempt {
    private final PowerDriver driver;
    private final PowerTarget target;
    private final List<Duration> waits;
    private final Deadline deadline;
    private final long seconds;
    private @Nullable PowerAction told;
    private PowerState seen = PowerState.UNKNOWN;
    private @Nullable PowerFailure lastFailure;

    /// @param waits before each look after an action; the last one goes on
    /// @param deadline when to give up
    PowerAttempt(PowerDriver driver, PowerTarget target, List<Duration> waits, Deadline deadline) {
        this.driver = driver;
        this.target = target;
        this.waits = waits;
        this.deadline = deadline;
        this.seconds = deadline.left().plusMillis(999).toSeconds();
    }

    /// How it ended.
    ///
    /// @param message why it failed; empty if it did not
    record Outcome(boolean ok, PowerState state, String message) {}

    /// @param again whether an earlier process may have done it already; then a machine that is on is left alone
    Outcome run(PowerAction action, boolean again) throws InterruptedException {
        var alarm = Alarm.at(deadline);
        try {
            return switch (action) {
                case QUERY -> look();
                case ON -> on(again);
                case OFF, SOFT_OFF -> change(action, again);
            };
        } catch (InterruptedException e) {
            if (!alarm.rang()) {
                throw e;
            }
            return outOfTime();
        } finally {
            alarm.turnOff();
        }
    }

    /// A machine that runs is seen off before it is switched on: that a BMC has taken the word to cycle or reset it
    /// does not mean that what it ran is gone.
    private Outcome on(boolean again) throws InterruptedException {
        boolean early = again && looked() && seen == PowerState.ON;
        if (!early && target.type().queryable()) {
            Optional<Outcome> stuck = down();
            if (stuck.isPresent()) {
                return stuck.get();
            }
        }
        return change(PowerAction.ON, again);
    }

    /// Empty once the machine has been seen off.
    private Optional<Outcome> down() throws InterruptedException {
        boolean following = false;
        for (int step = 0; !deadline.isOver(); step++) {
            if (looked() && seen == PowerState.OFF) {
                // time for the machine to notice
                boolean late = told != null && !pause(0);
                told = late ? told : null;
                return late ? Optional.of(outOfTime()) : Optional.empty();
            }
            if (!following && !hopeless() && tell(PowerAction.OFF, true)) {
                following = true;
                told = PowerAction.OFF;
            }
            if (hopeless()) {
                return Optional.of(new Outcome(false, PowerState.ERROR, reason()));
            }
            if (!pause(step)) {
                break;
            }
            following = following && (step + 1) % waits.size() != 0;
        }
        return Optional.of(outOfTime());
    }

    private Outcome look() throws InterruptedException {
        for (int step = 0; ; step++) {
            if (looked()) {
                return new Outcome(true, seen, "");
            }
            if (hopeless() || !pause(step)) {
                return new Outcome(false, PowerState.ERROR, reason());
            }
        }
    }

    private Outcome change(PowerAction action, boolean again) throws InterruptedException {
        PowerState wanted = action == PowerAction.ON ? PowerState.ON : PowerState.OFF;
        if (again && looked() && seen == wanted) {
            return new Outcome(true, seen, "");
        }
        boolean following = false;
        for (int step = 0; ; step++) {
            if (!following && !deadline.isOver()) {
                following = tell(action, told != null);
                told = following ? action : told;
                if (following && !target.type().queryable()) {
                    return new Outcome(true, PowerState.UNKNOWN, "");
                }
            }
            if (hopeless()) {
                return new Outcome(false, PowerState.ERROR, reason());
            }
            if (!pause(step)) {
                return outOfTime();
            }
            if (following && looked() && seen == wanted) {
                return new Outcome(true, seen, "");
            }
            following = following && (action == PowerAction.SOFT_OFF || (step + 1) % waits.size() != 0);
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

    private Outcome outOfTime() {
        return told == null ? new Outcome(false, PowerState.ERROR, reason()) : new Outcome(false, seen, stubborn(told));
    }

    private String reason() {
        return lastFailure == null ? "its power control did not answer within " + seconds + " s" : lastFailure.reason();
    }

    private String stubborn(PowerAction action) {
        String asked =
                switch (action) {
                    case ON -> "be switched on";
                    case OFF, QUERY -> "be switched off";
                    case SOFT_OFF -> "shut down";
                };
        String last = lastFailure == null ? "" : "; the last look failed: " + lastFailure.reason();
        return "the machine was told to " + asked + " and is '" + seen.wireName() + "' after " + seconds + " s" + last;
    }

    /// Whether there is time for another look after a pause.
    private boolean pause(int step) throws InterruptedException {
        Duration wait = waits.get(Math.min(step, waits.size() - 1));
        if (deadline.left().compareTo(wait) <= 0) {
            return false;
        }
        Thread.sleep(wait);
        return true;
    }
}
