package dev.muster.region.power;

import dev.muster.model.power.PowerTypes;
import dev.muster.region.node.Node;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/// What can be concluded from the orders for a machine's power about the system that runs on it. A cluster sees a
/// machine off before it switches it on, if its power can be asked for.
@ApplicationScoped
public class PowerProof {
    private final CommandTable table;

    PowerProof(CommandTable table) {
        this.table = table;
    }

    /// Whether an order to switch the machine is not finished: what runs on it may be from before.
    @Transactional(TxType.MANDATORY)
    public boolean pending(Node node) {
        return table.switching(node.id()) == Switching.UNDER_WAY;
    }

    /// Whether it is certain that the machine was off since its node's state began.
    @Transactional(TxType.MANDATORY)
    public boolean startedAnew(Node node) {
        return PowerTypes.queryable(node.powerType()) && table.switching(node.id()) == Switching.ON;
    }
}
