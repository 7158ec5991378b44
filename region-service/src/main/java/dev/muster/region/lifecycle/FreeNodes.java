package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.NodeLock;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds a free node and locks it.
@ApplicationScoped
class FreeNodes {
    /// So many are looked at in one go: as many callers at once do not meet.
    private static final int PAGE = 100;

    private final Sql database;
    private final NodeLock lock;

    FreeNodes(Sql database, NodeLock lock) {
        this.database = database;
        this.lock = lock;
    }

    /// The smallest that fits, by MAAS's measure: threads and GiB.
    ///
    /// Callers that come at once do not wait for each other: each passes over what another has locked. A node that
    /// is locked for another reason may still be free afterwards, so who found none waits for one after the other.
    @Transactional(TxType.MANDATORY)
    Optional<NodeLock.Held> lockOne(Constraints wanted) {
        return unwaited(wanted).or(() -> waited(wanted));
    }

    private Optional<NodeLock.Held> unwaited(Constraints wanted) {
        int from = 0;
        List<Long> fitting = fitting(wanted, from, PAGE);
        Optional<NodeLock.Held> free = Optional.empty();
        while (!fitting.isEmpty()) {
            free = lock.firstFree(fitting, NodeStatus.READY, id -> fits(id, wanted));
            from += PAGE;
            fitting = free.isPresent() || fitting.size() < PAGE ? List.of() : fitting(wanted, from, PAGE);
        }
        return free;
    }

    private Optional<NodeLock.Held> waited(Constraints wanted) {
        List<Long> fitting = fitting(wanted, 0, 1);
        Optional<NodeLock.Held> free = Optional.empty();
        while (!fitting.isEmpty()) {
            free = lock.ifStill(fitting.getFirst(), NodeStatus.READY, id -> fits(id, wanted));
            fitting = free.isPresent() ? List.of() : fitting(wanted, 0, 1);
        }
        return free;
    }

    /// What was found may have got another name, zone or tag before it was locked.
    private boolean fits(long id, Constraints wanted) {
        return conditions(wanted)
                .and("d.id = ?", id)
                .readOne(database, "select d.id from node_details d", row -> row.getLong(1))
                .isPresent();
    }

    private List<Long> fitting(Constraints wanted, int from, int limit) {
        return conditions(wanted)
                .read(
                        database,
                        "select d.id from node_details d",
                        "order by d.cpu_count + d.memory / 1024.0, d.id limit " + limit + " offset " + from,
                        row -> row.getLong(1));
    }

    private static Conditions conditions(Constraints wanted) {
        var conditions = new Conditions().and("d.status = " + NodeStatus.READY.number());
        wanted.name().ifPresent(name -> conditions.and("? in (d.hostname, split_part(d.hostname, '.', 1))", name));
        if (!wanted.architectures().isEmpty()) {
            conditions.and("? && array[d.architecture, split_part(d.architecture, '/', 1)]", wanted.architectures());
        }
        wanted.cpuCount().ifPresent(least -> conditions.and("d.cpu_count >= ?", least));
        wanted.memory().ifPresent(least -> conditions.and("d.memory >= ?", least));
        tags(conditions, wanted);
        switches(conditions, wanted);
        wanted.networks().forEach(network -> conditions.and(inNetwork(), network));
        wanted.notNetworks().forEach(network -> conditions.and("not " + inNetwork(), network));
        wanted.zone()
                .ifPresent(zone -> conditions.and("d.zone_id = (select id from known_zones where name = ?)", zone));
        if (!wanted.notInZones().isEmpty()) {
            conditions.and("d.zone_id not in (select id from known_zones where name = any (?))", wanted.notInZones());
        }
        return conditions;
    }

    private static void tags(Conditions conditions, Constraints wanted) {
        if (!wanted.tags().isEmpty()) {
            conditions.and("d.tags @> ?", wanted.tags());
        }
        if (!wanted.notTags().isEmpty()) {
            conditions.and("not d.tags && ?", wanted.notTags());
        }
    }

    private static void switches(Conditions conditions, Constraints wanted) {
        if (!wanted.connectedTo().isEmpty()) {
            conditions.and("d.routers @> ?", texts(wanted.connectedTo()));
        }
        if (!wanted.notConnectedTo().isEmpty()) {
            conditions.and("not coalesce(d.routers && ?, false)", texts(wanted.notConnectedTo()));
        }
    }

    private static Set<String> texts(Collection<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.toSet());
    }

    private static String inNetwork() {
        return "exists (select 1 from node_subnets s where s.node_id = d.id and s.subnet_id = any (?))";
    }
}
