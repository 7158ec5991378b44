package dev.muster.region.cluster;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ClusterRows implements PanacheRepository<ClusterRow> {
    Optional<ClusterRow> byUuid(UUID uuid) {
        return find("uuid", uuid).firstResultOptional();
    }

    Optional<ClusterRow> locked(UUID uuid) {
        return find("uuid", uuid).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}
