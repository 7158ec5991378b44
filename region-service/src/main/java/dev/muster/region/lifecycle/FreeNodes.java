package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.sql.Conditions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.sql.DataSource;

/// Finds a free node and locks it, in one statement.
@ApplicationScoped
class FreeNodes {
    private static final String SELECT = "select n.system_id from nodes n join zones z on z.id = n.zone_id";

    private final DataSource database;

    FreeNodes(DataSource database) {
        this.database = database;
    }

    /// The smallest that fits, by MAAS's measure: threads and GiB.
    ///
    /// Callers that come at once do not wait for each other: each passes over what another has locked. A node that
    /// is locked for another reason may still be free afterwards, so who found none waits for one after the other.
    ///
    /// @return its system_id
    @Transactional(TxType.MANDATORY)
    Optional<String> lockOne(Constraints wanted) {
        try (var connection = database.getConnection()) {
            Optional<String> locked = lock(connection, conditions(wanted), "for update of n skip locked");
            while (locked.isEmpty()) {
                Optional<String> busy = first(connection, conditions(wanted), "");
                if (busy.isEmpty()) {
                    return busy;
                }
                var one = conditions(wanted).and("n.system_id = ?", busy.get());
                locked = lock(connection, one, "for update of n");
            }
            return locked;
        } catch (SQLException e) {
            throw new IllegalStateException("database: cannot look for a free node", e);
        }
    }

    /// PostgreSQL keeps the lock of a row that turned out not to fit any more once it was locked. Who then waits for
    /// another row would be in a circle with somebody who has that one: what was locked in vain is given back.
    private static Optional<String> lock(Connection connection, Conditions conditions, String how) throws SQLException {
        run(connection, "savepoint before_the_lock");
        Optional<String> locked = first(connection, conditions, how);
        if (locked.isEmpty()) {
            run(connection, "rollback to savepoint before_the_lock");
        }
        run(connection, "release savepoint before_the_lock");
        return locked;
    }

    /// In SQL: the pool forbids the calls of JDBC for it inside of a transaction.
    private static void run(Connection connection, String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static Optional<String> first(Connection connection, Conditions conditions, String lock)
            throws SQLException {
        String rest = "order by n.cpu_count + n.memory / 1024.0, n.id limit 1 " + lock;
        return conditions.read(connection, SELECT, rest, row -> row.getString(1)).stream()
                .findFirst();
    }

    private static Conditions conditions(Constraints wanted) {
        var conditions = new Conditions().and("n.status = " + NodeStatus.READY.number());
        wanted.name().ifPresent(name -> conditions.and("? in (n.hostname, split_part(n.hostname, '.', 1))", name));
        if (!wanted.architectures().isEmpty()) {
            conditions.and("? && array[n.architecture, split_part(n.architecture, '/', 1)]", wanted.architectures());
        }
        wanted.cpuCount().ifPresent(least -> conditions.and("n.cpu_count >= ?", least));
        wanted.memory().ifPresent(least -> conditions.and("n.memory >= ?", least));
        tags(conditions, wanted);
        switches(conditions, wanted);
        wanted.networks().forEach(network -> conditions.and(inNetwork(), network));
        wanted.notNetworks().forEach(network -> conditions.and("not " + inNetwork(), network));
        wanted.zone().ifPresent(zone -> conditions.and("z.name = ?", zone));
        if (!wanted.notInZones().isEmpty()) {
            conditions.and("z.name <> all (?)", wanted.notInZones());
        }
        return conditions;
    }

    private static void tags(Conditions conditions, Constraints wanted) {
        String names = "array(select t.name from node_tags nt join tags t on t.id = nt.tag_id where nt.node_id = n.id)";
        if (!wanted.tags().isEmpty()) {
            conditions.and(names + " @> ?", wanted.tags());
        }
        if (!wanted.notTags().isEmpty()) {
            conditions.and("not " + names + " && ?", wanted.notTags());
        }
    }

    private static void switches(Conditions conditions, Constraints wanted) {
        if (!wanted.connectedTo().isEmpty()) {
            conditions.and("n.routers @> ?", texts(wanted.connectedTo()));
        }
        if (!wanted.notConnectedTo().isEmpty()) {
            conditions.and("not coalesce(n.routers && ?, false)", texts(wanted.notConnectedTo()));
        }
    }

    private static Set<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static String inNetwork() {
        return "exists (select 1 from node_subnets s where s.node_id = n.id and s.subnet_id = any (?))";
    }
}
