package dev.muster.region.node;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
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
}
