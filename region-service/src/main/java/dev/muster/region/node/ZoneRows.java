package dev.muster.region.node;

import dev.muster.region.paging.Pages;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class ZoneRows implements PanacheRepository<ZoneRow> {
    Optional<ZoneRow> named(String name) {
        return find("name", name).firstResultOptional();
    }

    /// In the order of their names.
    @Transactional
    List<Node.Zone> behind(String name) {
        return find("name > ?1 order by name", name).page(0, Pages.SIZE).stream()
                .map(ZoneRow::toZone)
                .toList();
    }

    Optional<ZoneRow> locked(String name) {
        return find("name", name).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}
