package dev.muster.cluster.power;

import dev.muster.model.power.PowerState;

/// One way to reach the power of machines. Calls block, on virtual threads, and end within limits of their own. The
/// first three set something going and do not wait for its effect.
public interface PowerDriver {
    /// Makes the machine boot, from the network where it can be told so. One that is on starts anew where that can be
    /// told; whoever must be sure of it switches it off first.
    void on(PowerTarget target) throws PowerFailure, InterruptedException;

    /// Pulls the plug.
    void off(PowerTarget target) throws PowerFailure, InterruptedException;

    /// Asks the machine's system to shut down.
    void softOff(PowerTarget target) throws PowerFailure, InterruptedException;

    /// `UNKNOWN` where it cannot be told at the moment, or ever.
    PowerState state(PowerTarget target) throws PowerFailure, InterruptedException;
}
