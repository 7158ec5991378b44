package dev.muster.region.lifecycle;

import dev.muster.model.node.NodePhase.Failure;
import dev.muster.model.node.NodePhase.Settled;
import dev.muster.model.node.NodePhase.Work;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerState;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeMoves;
import dev.muster.region.power.PowerDone;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Optional;

/// What follows for a node from an order for its power that has ended. In the transaction that stores the outcome;
/// nothing here may fail, or the outcome is lost with it.
@ApplicationScoped
class PowerOutcomes {
    private final NodeMoves moves;
    private final Lifecycle lifecycle;
    private final Switches switches;

    PowerOutcomes(NodeMoves moves, Lifecycle lifecycle, Switches switches) {
        this.moves = moves;
        this.lifecycle = lifecycle;
        this.switches = switches;
    }

    void on(@Observes PowerDone done) {
        Optional<Node> found = moves.locked(done.systemId());
        if (found.isEmpty()) {
            return;
        }
        Node node = found.get();
        switch (node.status().phase()) {
            case Work.RELEASING -> releasing(node, done);
            case Work _
            when done.action() == PowerAction.ON && !done.ok() ->
                lifecycle.failed(done.systemId(), node.status(), reason(done));
            case Work _, Failure _, Settled _ -> {
                // the power room has told of it
            }
        }
    }

    /// An order to switch off may have met another one that was not finished: then it is given now.
    private void releasing(Node node, PowerDone done) {
        boolean off = done.action() == PowerAction.OFF || done.action() == PowerAction.SOFT_OFF;
        boolean isOff = done.state() == PowerState.OFF || (off && done.state() == PowerState.UNKNOWN);
        if (done.ok() && isOff) {
            lifecycle.released(done.systemId());
        } else if (off && !done.ok()) {
            lifecycle.releaseFailed(done.systemId(), reason(done));
        } else if (!off && !switches.busy(node)) {
            switches.off(node);
        }
    }

    private static String reason(PowerDone done) {
        String what = done.action() == PowerAction.ON
                ? "the machine could not be switched on"
                : "the machine could not be switched off";
        return done.message().isBlank() ? what : what + ": " + done.message();
    }
}
