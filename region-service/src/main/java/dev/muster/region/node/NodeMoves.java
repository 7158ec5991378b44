package dev.muster.region.node;

import dev.muster.model.node.InvalidTransitionException;
import dev.muster.model.node.NodeStatus;
import dev.muster.model.node.NodeTransitions;
import dev.muster.region.events.EventType;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/// Changes of a node's state, for the life cycle alone: everybody else asks the life cycle. All within the caller's
/// transaction.
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class NodeMoves {
    private final NodeRows rows;
    private final NodeWriting writing;
    private final NodeEvents events;
    private final Session database;
    private final Event<NodeMoved> moved;

    NodeMoves(NodeRows rows, NodeWriting writing, NodeEvents events, Session database, Event<NodeMoved> moved) {
        this.rows = rows;
        this.writing = writing;
        this.events = events;
        this.database = database;
        this.moved = moved;
    }

    /// The node as it is now. Nobody else changes it before the transaction ends.
    public Optional<Node> locked(String systemId) {
        return rows.locked(systemId).map(NodeRow::toNode);
    }

    /// @param node as [#locked] gave it in this transaction
    /// @throws InvalidTransitionException if the state may not follow the present one
    public Node move(Node node, Move move) {
        NodeRow row = rows.locked(node.systemId()).orElseThrow();
        NodeStatus from = row.status();
        NodeTransitions.check(from, move.to());
        row.moveTo(move, now());
        String step = "From '" + from.label() + "' to '" + move.to().label() + "'";
        String description = move.reason().isEmpty() ? step : step + ": " + move.reason();
        Node after = writing.write(row, EventType.NODE_CHANGED_STATUS, description);
        moved.fire(new NodeMoved(after, from, move.to()));
        return after;
    }

    /// Whether the node is in the state in which it was made, and was never in another.
    public boolean neverMoved(Node node) {
        return rows.locked(node.systemId()).filter(NodeRow::neverMoved).isPresent();
    }

    /// Keeps what a machine says of its work, if it is new.
    public void says(Node node, String text) {
        if (!text.equals(node.work().text())) {
            rows.locked(node.systemId()).ifPresent(row -> row.says(text));
            events.record(node, EventType.NODE_PROGRESS, text);
        }
    }

    /// Gives work in progress more time: it has failed only so long from now. Never less time than it has.
    ///
    /// @param longest from the begin of the state; what would be later is not given
    public void prolong(Node node, Duration more, Duration longest) {
        Instant end = now().plus(more);
        Instant last = node.work().since().plus(longest);
        Instant given = end.isBefore(last) ? end : last;
        rows.locked(node.systemId()).ifPresent(row -> row.prolong(given));
    }

    /// Why a node is in the state that it is in.
    public Node error(Node node, String reason) {
        NodeRow row = rows.locked(node.systemId()).orElseThrow();
        row.error(reason);
        return writing.write(row, EventType.NODE_UPDATED, reason);
    }

    /// Whether the node boots from the network from now on.
    ///
    /// @param description what an operator reads if that is new
    public void netboot(Node node, boolean network, EventType event, String description) {
        NodeRow row = rows.locked(node.systemId()).orElseThrow();
        if (row.bootsFromNetwork(network) != network) {
            writing.write(row, event, description);
        }
    }

    /// Forgets what scripts or installers left of an earlier time.
    ///
    /// @param type 0 commissioning, 1 installation
    public void forgetResults(Node node, int type) {
        database.createNativeMutationQuery("delete from node_results where node_id = ?1 and result_type = ?2")
                .setParameter(1, node.id())
                .setParameter(2, type)
                .executeUpdate();
    }

    private Instant now() {
        return database.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult();
    }
}
