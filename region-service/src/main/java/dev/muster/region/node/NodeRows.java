package dev.muster.region.node;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import io.quarkus.panache.common.Parameters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class NodeRows implements PanacheRepository<NodeRow> {
    /// The zone comes by the same statement: by another one it could be deleted meanwhile.
    Optional<NodeRow> bySystemId(String systemId) {
        return find("from NodeRow n join fetch n.zone where n.systemId = ?1", systemId)
                .firstResultOptional();
    }

    /// Read anew behind the lock: what this transaction knew before may be old.
    Optional<NodeRow> locked(String systemId) {
        Optional<NodeRow> row = find("systemId", systemId)
                .withLock(LockModeType.PESSIMISTIC_WRITE)
                .firstResultOptional();
        row.ifPresent(getEntityManager()::refresh);
        return row;
    }

    /// As [#locked(String)].
    Optional<NodeRow> lockedById(long id) {
        Optional<NodeRow> row = findByIdOptional(id, LockModeType.PESSIMISTIC_WRITE);
        row.ifPresent(getEntityManager()::refresh);
        return row;
    }

    Optional<NodeRow> byMac(String mac) {
        return find("from NodeRow n join fetch n.zone where n = (select m.node from MacRow m where m.mac = ?1)", mac)
                .firstResultOptional();
    }

    /// In the order in which the nodes were made, each with its MACs.
    List<NodeRow> matching(NodeFilter filter) {
        var conditions = new ArrayList<String>(List.of("true"));
        var values = new Parameters();
        if (!filter.systemIds().isEmpty()) {
            conditions.add("n.systemId in :ids");
            values.and("ids", filter.systemIds());
        }
        if (!filter.hostnames().isEmpty()) {
            conditions.add("(n.hostname in :names or function('split_part', n.hostname, '.', 1) in :names)");
            values.and("names", filter.hostnames());
        }
        if (!filter.macs().isEmpty()) {
            conditions.add("(exists (select 1 from MacRow f where f.node = n and f.mac in :macs)"
                    + " or exists (select 1 from MacClaimRow f where f.nodeId = n.id and f.mac in :macs))");
            values.and("macs", filter.macs().stream().map(Object::toString).toList());
        }
        filter.zone().ifPresent(zone -> {
            conditions.add("z.name = :zone");
            values.and("zone", zone);
        });
        filter.agentName().ifPresent(agent -> {
            conditions.add("n.agentName = :agent");
            values.and("agent", agent);
        });
        filter.token().ifPresent(token -> {
            conditions.add("n.ownerToken = :token");
            values.and("token", token);
        });
        filter.viewer().ifPresent(viewer -> {
            conditions.add("(n.ownerId is null or n.ownerId = :viewer)");
            values.and("viewer", viewer);
        });
        String query = "select distinct n from NodeRow n left join fetch n.macs join fetch n.zone z where "
                + String.join(" and ", conditions) + " order by n.id";
        return list(query, values);
    }
}
