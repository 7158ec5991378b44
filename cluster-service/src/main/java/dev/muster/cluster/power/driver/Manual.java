package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerDriver;
import dev.muster.cluster.power.PowerTarget;
import dev.muster.model.power.PowerState;

/// A person at the button. The region says so to the operator; a command that comes all the same asks nothing more.
final class Manual implements PowerDriver {
    @Override
    public void on(PowerTarget target) {}

    @Override
    public void off(PowerTarget target) {}

    @Override
    public void softOff(PowerTarget target) {}

    @Override
    public PowerState state(PowerTarget target) {
        return PowerState.UNKNOWN;
    }
}
