package dev.muster.region.lifecycle;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.Node;
import dev.muster.region.node.Nodes;
import dev.muster.region.power.Power;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.Optional;

/// What happens to a node, from its enlistment to its release. Each method is one transaction: the new state, what
/// follows from it and the event are written together. A move that MAAS's table does not have is refused.
///
/// @see dev.muster.model.node.NodeTransitions
@ApplicationScoped
public class Lifecycle {
    private final Nodes nodes;
    private final Power power;

    Lifecycle(Nodes nodes, Power power) {
        this.nodes = nodes;
        this.power = power;
    }

    /// Begins the commissioning: the machine is switched on and looked at.
    ///
    /// @throws InvalidTransitionException if the node is in a state that cannot be commissioned
    @Transactional
    public Optional<Node> commission(String systemId) {
        var node = nodes.move(systemId, NodeStatus.COMMISSIONING, "");
        node.ifPresent(_ -> power.on(systemId));
        return node;
    }

    /// The machine has said that all its scripts passed.
    @Transactional
    public void commissioned(String systemId) {
        nodes.move(systemId, NodeStatus.READY, "");
    }

    /// @param reason what went wrong, for an operator
    @Transactional
    public void commissioningFailed(String systemId, String reason) {
        nodes.move(systemId, NodeStatus.FAILED_COMMISSIONING, reason);
    }

    /// The installed system has asked for its user-data.
    @Transactional
    public void deployed(String systemId) {
        nodes.move(systemId, NodeStatus.DEPLOYED, "");
    }

    /// @param reason what went wrong, for an operator
    @Transactional
    public void deploymentFailed(String systemId, String reason) {
        nodes.move(systemId, NodeStatus.FAILED_DEPLOYMENT, reason);
    }
}
