package dev.muster.region.tags;

import dev.muster.region.paging.Pages;
import io.quarkus.hibernate.orm.panache.PanacheRepository;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;

@ApplicationScoped
class TagRows implements PanacheRepository<TagRow> {
    Optional<TagRow> named(String name) {
        return find("name", name).firstResultOptional();
    }

    /// In the order of their names.
    @Transactional
    List<Tag> behind(String name) {
        return find("name > ?1 order by name", name).page(0, Pages.SIZE).stream()
                .map(TagRow::toTag)
                .toList();
    }

    Optional<TagRow> locked(String name) {
        return find("name", name).withLock(LockModeType.PESSIMISTIC_WRITE).firstResultOptional();
    }
}
