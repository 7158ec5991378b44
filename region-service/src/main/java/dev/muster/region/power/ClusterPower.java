package dev.muster.region.power;

import dev.muster.model.event.Topics;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerTypes;
import dev.muster.region.events.EventType;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.Nodes;
import dev.muster.region.outbox.Outbox;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.util.UUID;

/// Gives commands to clusters, at most one for a node at a time. Command, event and what is published are one
/// transaction.
@ApplicationScoped
class ClusterPower implements Power {
    /// A time that clients of MAAS know.
    static final Duration RETRY = Duration.ofSeconds(10);

    private final CommandTable table;
    private final NodeLock lock;
    private final Nodes nodes;
    private final NodeEvents events;
    private final Outbox outbox;
    private final PowerConfig config;
    private final BmcNetworks bmcs;

    ClusterPower(
            CommandTable table,
            NodeLock lock,
            Nodes nodes,
            NodeEvents events,
            Outbox outbox,
            PowerConfig config,
            BmcNetworks bmcs) {
        this.table = table;
        this.lock = lock;
        this.nodes = nodes;
        this.events = events;
        this.outbox = outbox;
        this.config = config;
        this.bmcs = bmcs;
    }

    @Override
    @Transactional
    public void on(String systemId) {
        change(systemId, PowerAction.ON);
    }

    @Override
    @Transactional
    public void off(String systemId, PowerAction how) {
        switch (how) {
            case OFF, SOFT_OFF -> change(systemId, how);
            case ON, QUERY -> throw new IllegalArgumentException(how + " does not switch off");
        }
    }

    @Override
    public boolean isBusy(Node node) {
        return table.unfinished(node.id())
                .filter(running -> running.action() == PowerAction.ON || running.action() == PowerAction.OFF)
                .isPresent();
    }

    /// Has a node's state looked at.
    ///
    /// @return the command; one that is under way, if that is a look
    /// @throws RefusedException if the node is being switched
    @Transactional
    public UUID query(String systemId) {
        long nodeId = locked(systemId);
        var running = table.unfinished(nodeId);
        if (running.isPresent() && running.get().action() == PowerAction.QUERY) {
            return running.get().id();
        }
        return send(node(systemId), PowerAction.QUERY);
    }

    /// Whether the node's BMC is one to be asked.
    @Transactional
    boolean mayAsk(String systemId) {
        return bmcs.refusal(node(systemId)).isEmpty();
    }

    private void change(String systemId, PowerAction action) {
        locked(systemId);
        Node node = node(systemId);
        EventType starting =
                action == PowerAction.ON ? EventType.NODE_POWER_ON_STARTING : EventType.NODE_POWER_OFF_STARTING;
        if (PowerTypes.byHand(node.powerType(), action)) {
            String word = action == PowerAction.ON ? "on" : "off";
            events.record(node, starting, "Switch the machine " + word + " by hand: its power type cannot do it");
            return;
        }
        send(node, action);
        String how = action == PowerAction.SOFT_OFF ? "Asking the system to shut down" : "By " + node.powerType();
        events.record(node, starting, how);
    }

    private UUID send(Node node, PowerAction action) {
        if (PowerTypes.of(node.powerType()).isEmpty()) {
            throw RefusedException.unavailable("There is no driver for the power type '" + node.powerType() + "'.");
        }
        bmcs.refusal(node).ifPresent(reason -> {
            throw RefusedException.unavailable(reason);
        });
        UUID cluster = node.cluster()
                .orElseThrow(() -> RefusedException.busy(
                        "Node " + node.systemId() + " has no cluster that could switch it.", RETRY));
        table.unfinished(node.id()).ifPresent(running -> makeWay(running, node, action));
        UUID id = UUID.randomUUID();
        Duration limit = action == PowerAction.QUERY ? config.queryTimeout() : config.actionTimeout();
        table.insert(id, node.id(), action, cluster, limit);
        outbox.publish(
                Topics.POWER_COMMAND,
                node.systemId(),
                new PowerCommand(id, cluster, node.systemId(), action, node.powerType()));
        return id;
    }

    /// A look gives way to an action, a soft way of switching off to the hard one, and everything that is too old.
    private void makeWay(CommandTable.Command running, Node node, PowerAction wanted) {
        boolean gives = running.isTooOld()
                || switch (running.action()) {
                    case QUERY -> wanted != PowerAction.QUERY;
                    case SOFT_OFF -> wanted == PowerAction.OFF;
                    case ON, OFF -> false;
                };
        if (!gives) {
            throw RefusedException.busy(
                    "Node " + node.systemId() + " is being switched already; try again in a few seconds.", RETRY);
        }
        table.finish(running.id(), "replaced", "");
    }

    private long locked(String systemId) {
        return lock.of(systemId).orElseThrow(() -> Nodes.unknown(systemId)).id();
    }

    private Node node(String systemId) {
        return nodes.bySystemId(systemId).orElseThrow(() -> Nodes.unknown(systemId));
    }
}
