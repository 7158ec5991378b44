package dev.muster.region.node;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

@ApplicationScoped
class ZoneRows implements PanacheRepository<ZoneRow> {
    Optional<ZoneRow> named(String name) {
        return find("name", name).firstResultOptional();
    }

    Optional<ZoneRow> locked(String name) {
        return find("name", name).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}
