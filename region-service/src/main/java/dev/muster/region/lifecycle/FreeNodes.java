package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.node.NodeLock;
import dev.muster.region.sql.Conditions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Finds a free node and locks it, in one statement.
@ApplicationScoped
class FreeNodes {
    private final NodeLock lock;

    FreeNodes(NodeLock lock) {
        this.lock = lock;
    }

    /// The smallest that fits, by MAAS's measure: threads and GiB. Callers that come at once do not wait for each
    /// other.
    @Transactional(TxType.MANDATORY)
    Optional<NodeLock.Held> lockOne(Constraints wanted) {
        return lock.first(conditions(wanted), NodeStatus.READY, "d.cpu_count + d.memory / 1024.0, d.id");
    }

    private static Conditions conditions(Constraints wanted) {
        var conditions = new Conditions();
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
        wanted.zone().ifPresent(zone -> conditions.and("d.zone = ?", zone));
        if (!wanted.notInZones().isEmpty()) {
            conditions.and("d.zone <> all (?)", wanted.notInZones());
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
