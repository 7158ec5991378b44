package dev.muster.region.tags;

import dev.muster.region.commissioning.TagEvaluation;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Puts a tag with a definition on the nodes whose hardware it fits, and takes it off all others.
@ApplicationScoped
class TagRebuild {
    private final TagRows rows;
    private final TaggedNodes tagged;
    private final TagEvaluation evaluation;

    TagRebuild(TagRows rows, TaggedNodes tagged, TagEvaluation evaluation) {
        this.rows = rows;
        this.tagged = tagged;
        this.evaluation = evaluation;
    }

    /// What is wrong with a definition; empty if nothing.
    Optional<String> complaint(String definition) {
        return definition.isEmpty() ? Optional.empty() : evaluation.complaint(definition);
    }

    /// Nothing happens to a tag without a definition: it is put on by hand. One transaction for each node, so this is
    /// not part of the caller's.
    void rebuild(String name) {
        QuarkusTransaction.requiringNew().call(() -> rows.named(name)).ifPresent(row -> {
            Set<String> before = carrying(row);
            evaluation.evaluateAll(row.id());
            Set<String> after = carrying(row);
            Set<String> changed = new HashSet<>(before);
            changed.addAll(after);
            changed.removeIf(systemId -> before.contains(systemId) && after.contains(systemId));
            QuarkusTransaction.requiringNew().run(() -> tagged.changed(List.copyOf(changed)));
        });
    }

    private Set<String> carrying(TagRow row) {
        return Set.copyOf(QuarkusTransaction.requiringNew().call(() -> tagged.of(row)));
    }
}
