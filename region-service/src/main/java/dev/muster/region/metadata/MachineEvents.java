package dev.muster.region.metadata;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.caller.Caller;
import dev.muster.region.events.EventLevel;
import dev.muster.region.events.EventType;
import dev.muster.region.events.Timeline;
import dev.muster.region.lifecycle.Lifecycle;
import dev.muster.region.node.Macs;
import jakarta.enterprise.context.ApplicationScoped;

/// What a machine says, in its node's timeline and as what the node is doing now.
@ApplicationScoped
class MachineEvents {
    private final Timeline timeline;
    private final Macs macs;
    private final Lifecycle lifecycle;

    MachineEvents(Timeline timeline, Macs macs, Lifecycle lifecycle) {
        this.timeline = timeline;
        this.macs = macs;
        this.lifecycle = lifecycle;
    }

    void record(Caller.Machine machine, EventType type, EventLevel level, String text) {
        timeline.record(type, level, machine.nodeId(), macs.first(machine.nodeId()), text);
    }

    /// The words that an operator sees beside the state; for a node whose machine is at work.
    ///
    /// @return whether the node is at work
    boolean progress(Caller.Machine machine, NodeStatus status, String text) {
        boolean atWork = status.isAtWork();
        if (atWork) {
            lifecycle.progress(machine.systemId(), text);
        }
        return atWork;
    }
}
