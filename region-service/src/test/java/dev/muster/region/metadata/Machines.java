package dev.muster.region.metadata;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.auth.NodeKeys;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.NodeMoves;
import dev.muster.region.node.Nodes;
import jakarta.enterprise.context.ApplicationScoped;

/// Makes machines that talk to the region.
@ApplicationScoped
public class Machines {
    private final KnownMachines known;
    private final Nodes nodes;
    private final NodeMoves moves;
    private final NodeKeys keys;

    Machines(KnownMachines known, Nodes nodes, NodeMoves moves, NodeKeys keys) {
        this.known = known;
        this.nodes = nodes;
        this.moves = moves;
        this.keys = keys;
    }

    /// For tests of tags with definitions: nothing that another test left, even one that failed, is tagged or tags.
    public void noneHasHardwareOrTags() {
        known.update("update node_hardware set lshw = null where lshw is not null");
        known.update("delete from tags where definition <> ''");
    }

    /// A fresh node in a state, without a key.
    public Machine in(NodeStatus status) {
        return new Machine(known, nodes, moves, keys, status);
    }
}
