package dev.muster.region.lifecycle;

import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerTypes;

/// What can be done about the power of a machine, by the kind of its power control.
enum PowerControl {
    /// A person switches it.
    BY_HAND,
    /// It can be switched on, and no more.
    ON_ONLY,
    /// It can be switched, and asked whether it is on.
    WHOLE;

    /// @param powerType in MAAS's names; one that no cluster has a driver for is a person's work
    static PowerControl of(String powerType) {
        if (PowerTypes.byHand(powerType, PowerAction.ON)
                || PowerTypes.of(powerType).isEmpty()) {
            return BY_HAND;
        }
        return PowerTypes.queryable(powerType) ? WHOLE : ON_ONLY;
    }

    boolean on() {
        return this != BY_HAND;
    }

    boolean off() {
        return this == WHOLE;
    }

    /// Whether it can be asked if the machine is on.
    boolean queryable() {
        return this == WHOLE;
    }
}
