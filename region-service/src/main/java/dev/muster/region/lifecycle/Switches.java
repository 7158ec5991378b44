package dev.muster.region.lifecycle;

import dev.muster.model.power.PowerAction;
import dev.muster.region.events.EventType;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.power.BmcNetworks;
import dev.muster.region.power.Power;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// Has machines switched; where nobody but a person can, the timeline asks for it. In the running transaction.
@ApplicationScoped
class Switches {
    private final Power power;
    private final BmcNetworks bmcs;
    private final NodeEvents events;

    Switches(Power power, BmcNetworks bmcs, NodeEvents events) {
        this.power = power;
        this.bmcs = bmcs;
        this.events = events;
    }

    /// A BMC that is not asked is as good as none.
    PowerControl control(Node node) {
        return control(node, bmcs.refusal(node));
    }

    private static PowerControl control(Node node, Optional<String> refusal) {
        return refusal.isPresent() ? PowerControl.BY_HAND : PowerControl.of(node.powerType());
    }

    /// @throws RefusedException if another order for the node is not finished
    void on(Node node) {
        Optional<String> refusal = bmcs.refusal(node);
        if (control(node, refusal).on()) {
            power.on(node.systemId());
        } else {
            byHand(node, "Switch the machine on by hand, booting from the network", refusal);
        }
    }

    /// @throws RefusedException if another order for the node is not finished
    void off(Node node) {
        Optional<String> refusal = bmcs.refusal(node);
        if (control(node, refusal).off()) {
            power.off(node.systemId(), PowerAction.OFF);
        } else {
            byHand(node, "Switch the machine off by hand", refusal);
        }
    }

    private void byHand(Node node, String what, Optional<String> refusal) {
        String why = refusal.map(reason -> ". " + reason).orElse("");
        events.record(node, EventType.NODE_POWER_BY_HAND, what + why);
    }

    /// Whether an order for the node is not finished that gives way to no other. With the node locked, no order comes
    /// between this and the next one.
    boolean busy(Node node) {
        return power.isBusy(node);
    }
}
