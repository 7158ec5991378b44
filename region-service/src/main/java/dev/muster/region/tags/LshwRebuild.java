package dev.muster.region.tags;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.transaction.Transactional;
import java.util.ArrayList;
import java.util.List;

/// Evaluates definitions over what lshw said of each node at its commissioning, one document in memory at a time.
@ApplicationScoped
class LshwRebuild implements TagRebuild {
    private final TagRows rows;
    private final TaggedNodes tagged;
    private final EntityManager database;

    LshwRebuild(TagRows rows, TaggedNodes tagged, EntityManager database) {
        this.rows = rows;
        this.tagged = tagged;
        this.database = database;
    }

    @Override
    @Transactional
    public void rebuild(String tag) {
        rows.locked(tag).filter(row -> !row.toTag().definition().isEmpty()).ifPresent(row -> {
            List<String> carrying = tagged.of(row);
            List<String> fitting = fitting(row.toTag().definition());
            var gone = new ArrayList<>(carrying);
            gone.removeAll(fitting);
            tagged.remove(row, gone);
            tagged.add(row, fitting);
        });
    }

    private List<String> fitting(String definition) {
        List<?> commissioned = database.createNativeQuery("select system_id from nodes where lshw is not null")
                .getResultList();
        return commissioned.stream()
                .map(String.class::cast)
                .filter(systemId -> TagDefinition.fits(definition, lshw(systemId)))
                .toList();
    }

    private byte[] lshw(String systemId) {
        return (byte[]) database.createNativeQuery("select lshw from nodes where system_id = ?1")
                .setParameter(1, systemId)
                .getSingleResult();
    }
}
