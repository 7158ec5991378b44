package dev.muster.region.cluster;

import dev.muster.region.paging.Pages;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

@ApplicationScoped
class ClusterRows implements PanacheRepository<ClusterRow> {
    Optional<ClusterRow> byUuid(UUID uuid) {
        return find("uuid", uuid).firstResultOptional();
    }

    @Transactional
    List<ClusterRow> behind(long id) {
        return find("id > ?1 order by id", id).page(0, Pages.SIZE).list();
    }

    Optional<ClusterRow> locked(UUID uuid) {
        return find("uuid", uuid).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}
