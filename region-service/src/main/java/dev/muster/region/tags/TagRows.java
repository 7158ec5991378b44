package dev.muster.region.tags;

import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.util.Optional;

@ApplicationScoped
class TagRows implements PanacheRepository<TagRow> {
    Optional<TagRow> named(String name) {
        return find("name", name).firstResultOptional();
    }

    Optional<TagRow> locked(String name) {
        return find("name", name).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}
