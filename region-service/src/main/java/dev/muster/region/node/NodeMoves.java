package dev.muster.region.node;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.model.node.NodeStatus;
import dev.muster.model.node.NodeTransitions;
import dev.muster.region.allocation.Allocations;
import dev.muster.region.allocation.Bytes;
import dev.muster.region.events.EventType;
import dev.muster.region.netboot.NodeBoot;
import dev.muster.region.work.NodeWork;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;

/// Changes of a node's state, for the life cycle alone: everybody else asks the life cycle. All within the caller's
/// transaction.
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class NodeMoves {
    private final NodeLock lock;
    private final NodeReader reader;
    private final NodeTable table;
    private final NodeWork work;
    private final NodeBoot boot;
    private final Allocations allocations;
    private final NodeWriting writing;
    private final NodeEvents events;
    private final Event<NodeMoved> moved;

    NodeMoves(
            NodeLock lock,
            NodeReader reader,
            NodeTable table,
            NodeWork work,
            NodeBoot boot,
            Allocations allocations,
            NodeWriting writing,
            NodeEvents events,
            Event<NodeMoved> moved) {
        this.lock = lock;
        this.reader = reader;
        this.table = table;
        this.work = work;
        this.boot = boot;
        this.allocations = allocations;
        this.writing = writing;
        this.events = events;
        this.moved = moved;
    }

    /// The node as it is now. Nobody else changes it before the transaction ends.
    public Optional<Node> locked(String systemId) {
        return lock.of(systemId).map(reader::locked);
    }

    /// As [#locked(String)], of what is locked already.
    public Node of(NodeLock.Held held) {
        return reader.locked(held);
    }

    /// @param node as [#locked] gave it in this transaction
    /// @throws InvalidTransitionException if the state may not follow the present one
    public Node move(Node node, Move move) {
        long id = node.id();
        NodeStatus from = lock.of(id).orElseThrow().status();
        NodeTransitions.check(from, move.to());
        table.status(id, move.to());
        work.begin(id, move.limit(), move.failed() ? move.reason() : "");
        boot.newState(id);
        move.effects().forEach(effect -> apply(id, effect));
        String step = "From '" + from.label() + "' to '" + move.to().label() + "'";
        String description = move.reason().isEmpty() ? step : step + ": " + move.reason();
        Node after = writing.written(id, EventType.NODE_CHANGED_STATUS, description);
        moved.fire(new NodeMoved(after, from, move.to()));
        return after;
    }

    private void apply(long id, Effect effect) {
        switch (effect) {
            case Effect.GivenTo(long user, String token, String agent) -> allocations.give(id, user, token, agent);
            case Effect.Emptied() -> allocations.empty(id);
            case Effect.GivenBack() -> allocations.giveBack(id);
            case Effect.Installs(String system, String series, Optional<Bytes> data) ->
                allocations.installs(id, system, series, data);
            case Effect.BootsFromNetwork() -> boot.fromNetwork(id, true);
            case Effect.GoesOn() -> boot.goesOn(id);
        }
    }

    /// Whether the node is in the state in which it was made, and was never in another.
    public boolean neverMoved(Node node) {
        return table.neverMoved(node.id());
    }

    /// Keeps what a machine says of its work, if it is new.
    public void says(Node node, String text) {
        if (!text.equals(node.work().text())) {
            work.says(node.id(), text);
            events.record(node, EventType.NODE_PROGRESS, text);
        }
    }

    /// Gives work in progress more time: it has failed only so long from now. Never less time than it has.
    ///
    /// @param longest from the begin of the state; what would be later is not given
    public void prolong(Node node, Duration more, Duration longest) {
        work.prolong(node.id(), more, longest);
    }

    /// Why a node is in the state that it is in.
    public Node error(Node node, String reason) {
        work.error(node.id(), reason);
        return writing.written(node.id(), EventType.NODE_UPDATED, reason);
    }

    /// Whether the node boots from the network from now on.
    ///
    /// @param description what an operator reads if that is new
    public void netboot(Node node, boolean network, EventType event, String description) {
        if (boot.fromNetwork(node.id(), network)) {
            writing.written(node.id(), event, description);
        }
    }
}
