package dev.muster.region.power;

import dev.muster.model.power.PowerAction;
import dev.muster.region.node.Node;
import dev.muster.region.refusal.RefusedException;

/// Has a machine switched on or off by its cluster. The order is given in the caller's transaction; what became of it
/// comes as [PowerDone].
public interface Power {
    /// @throws RefusedException if another order for the node is not finished
    void on(String systemId);

    /// @param how `OFF` or `SOFT_OFF`
    /// @throws RefusedException if another order for the node is not finished
    void off(String systemId, PowerAction how);

    /// Whether an order for the node is not finished that gives way to no other.
    boolean isBusy(Node node);
}
