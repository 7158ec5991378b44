package dev.muster.region.node;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.TransactionSynchronizationRegistry;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.LongPredicate;

/// The one lock of a node: who has it alone changes the node, or begins anything that its state must allow, until the
/// transaction ends. It is taken before all else that belongs to the node, and of several nodes in the order of their
/// numbers: who would wait for a lower number is refused, so that nobody ever waits in a circle. Who only refers to
/// the node, as an event does, does not wait for it.
@ApplicationScoped
@Transactional(TxType.MANDATORY)
public class NodeLock {
    private static final String SELECT = "select n.id, n.system_id, n.status from nodes n";
    private static final String HELD = NodeLock.class.getName();

    private final Sql database;
    private final TransactionSynchronizationRegistry transaction;

    NodeLock(Sql database, TransactionSynchronizationRegistry transaction) {
        this.database = database;
        this.transaction = transaction;
    }

    /// A node as its lock gave it.
    ///
    /// @param id the database's number
    public record Held(long id, String systemId, NodeStatus status) {}

    /// Waits for the node; empty if there is none.
    public Optional<Held> of(String systemId) {
        if (!held().isEmpty()) {
            database.first("select id from nodes where system_id = ?", row -> row.getLong(1), systemId)
                    .ifPresent(this::follows);
        }
        return noted(database.first(SELECT + " where n.system_id = ? for no key update", NodeLock::held, systemId));
    }

    /// As [#of(String)], by the database's number.
    public Optional<Held> of(long id) {
        follows(id);
        return noted(database.first(SELECT + " where n.id = ? for no key update", NodeLock::held, id));
    }

    /// Waits for nobody: empty too if somebody has it.
    public Optional<Held> ifFree(long id) {
        return noted(database.first(SELECT + " where n.id = ? for no key update skip locked", NodeLock::held, id));
    }

    /// Waits for several nodes, in the order that holds for all. Those that are not there are passed over. To be called
    /// by who has no lock yet.
    public List<Held> all(Collection<String> systemIds) {
        return all("n.system_id = any (?)", systemIds);
    }

    /// Waits for the nodes of a zone, in the order that holds for all.
    void allOfZone(long zoneId) {
        all("n.zone_id = ?", zoneId);
    }

    private List<Held> all(String which, Object value) {
        begins();
        List<Held> locked =
                database.list(SELECT + " where " + which + " order by n.id for no key update", NodeLock::held, value);
        locked.forEach(node -> noted(Optional.of(node)));
        return locked;
    }

    /// The first of some nodes that is in a state, without waiting: each that somebody has is passed over. To be called
    /// by who has no lock yet.
    ///
    /// @param ids numbers, in the order in which they are wanted
    /// @param fits asked with the lock held
    public Optional<Held> firstFree(List<Long> ids, NodeStatus status, LongPredicate fits) {
        return ifStill(
                "n.id = any (?) and n.status = ? order by array_position(?, n.id) limit 1 for no key update skip locked",
                fits,
                ids,
                status.number(),
                ids);
    }

    /// Waits for a node; empty if it is not in the state any more. To be called by who has no lock yet.
    ///
    /// @param fits asked with the lock held
    public Optional<Held> ifStill(long id, NodeStatus status, LongPredicate fits) {
        return ifStill("n.id = ? and n.status = ? for no key update", fits, id, status.number());
    }

    /// PostgreSQL keeps the lock of a row that turned out not to fit any more once it was locked. Who then waits for
    /// another row would be in a circle with somebody who has that one: what was locked in vain is given back.
    private Optional<Held> ifStill(String which, LongPredicate fits, Object... values) {
        begins();
        database.update("savepoint before_the_lock");
        Optional<Held> locked = database.first(SELECT + " where " + which, NodeLock::held, values)
                .filter(node -> fits.test(node.id()));
        if (locked.isEmpty()) {
            database.update("rollback to savepoint before_the_lock");
        }
        database.update("release savepoint before_the_lock");
        return noted(locked);
    }

    private void begins() {
        if (!held().isEmpty()) {
            throw new IllegalStateException(
                    "several nodes are looked at for a lock before any is locked, not after node " + held().last());
        }
    }

    private void follows(long id) {
        NavigableSet<Long> held = held();
        if (!held.isEmpty() && id < held.last() && !held.contains(id)) {
            throw new IllegalStateException(
                    "node " + id + " is to be locked before node " + held.last() + ", not after it");
        }
    }

    /// The numbers of the nodes that the transaction has locked.
    @SuppressWarnings("unchecked") // put there below
    private NavigableSet<Long> held() {
        return transaction.getResource(HELD) instanceof NavigableSet<?> held
                ? (NavigableSet<Long>) held
                : Collections.emptyNavigableSet();
    }

    private Optional<Held> noted(Optional<Held> locked) {
        locked.ifPresent(node -> {
            if (held().isEmpty()) {
                transaction.putResource(HELD, new TreeSet<Long>());
            }
            held().add(node.id());
        });
        return locked;
    }

    private static Held held(ResultSet row) throws SQLException {
        return new Held(
                row.getLong(1),
                row.getString(2),
                NodeStatus.ofNumber(row.getInt(3)).orElseThrow());
    }
}
