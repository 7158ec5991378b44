package dev.muster.region.tags;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.Optional;

/// Has a tag with a definition put on the nodes whose hardware it fits, and taken off all others, soon after.
@ApplicationScoped
class TagRebuild {
    private final TagRows rows;
    private final TagEvaluation evaluation;

    TagRebuild(TagRows rows, TagEvaluation evaluation) {
        this.rows = rows;
        this.evaluation = evaluation;
    }

    /// What is wrong with a definition; empty if nothing.
    Optional<String> complaint(String definition) {
        return definition.isEmpty() ? Optional.empty() : evaluation.complaint(definition);
    }

    /// Nothing happens to a tag without a definition: it is put on by hand.
    @Transactional
    void rebuild(String name) {
        rows.named(name).ifPresent(this::rebuild);
    }

    /// The row has been written.
    @Transactional(TxType.MANDATORY)
    void rebuild(TagRow row) {
        evaluation.dueEverywhere(row.id());
    }
}
