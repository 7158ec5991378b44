package dev.muster.region.tags;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;

/// Gives nodes the tags whose definitions fit their hardware, and takes them from the others. Tags without a
/// definition are set by hand and left alone. What is asked for here happens soon after the caller's transaction has
/// committed, also if the region is killed right then.
@ApplicationScoped
public class TagEvaluation {
    private static final Duration LOOK = Duration.ofMillis(50);

    private final DueTags due;

    TagEvaluation(DueTags due) {
        this.due = due;
    }

    /// What is wrong with a tag's definition; empty if nothing.
    public Optional<String> complaint(String definition) {
        return TagDefinition.complaint(definition);
    }

    /// All tags with a definition, for one node; a node whose hardware is not known gets none.
    @Transactional(TxType.MANDATORY)
    public void due(long nodeId) {
        due.mark(nodeId);
    }

    /// One tag, for all nodes; with thousands of nodes this takes minutes. A tag without a definition is left as it
    /// is.
    ///
    /// @return the number of nodes that will be looked at
    @Transactional(TxType.MANDATORY)
    public int dueEverywhere(long tagId) {
        return due.markAll(tagId);
    }

    /// Waits until a node's tags are as they should be. Not within a transaction.
    ///
    /// @return whether they are; false if it takes longer than the caller waits
    public boolean settled(long nodeId, Duration patience) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (QuarkusTransaction.requiringNew().call(() -> due.pending(nodeId))) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            try {
                Thread.sleep(LOOK);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }
}
