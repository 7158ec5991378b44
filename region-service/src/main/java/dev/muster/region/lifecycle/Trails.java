package dev.muster.region.lifecycle;

import dev.muster.region.events.BootTrail;
import dev.muster.region.node.Node;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;
import org.hibernate.Session;

/// Finds out how far nodes have come.
@ApplicationScoped
class Trails {
    private final BootTrail trail;
    private final Session database;

    Trails(BootTrail trail, Session database) {
        this.trail = trail;
        this.database = database;
    }

    /// Empty for a node without work in progress.
    Optional<Progress> of(Node node) {
        return Progress.awaited(node).map(awaited -> {
            Instant began = began(node, awaited);
            return Progress.of(awaited, node.work().text(), began, trail.since(node.id(), began));
        });
    }

    /// One sentence for an operator.
    String sentence(Progress progress) {
        return progress.sentence(database.createNativeQuery("select clock_timestamp()", Instant.class)
                .getSingleResult());
    }

    /// The installed system comes up after the installation, not with its first steps.
    private Instant began(Node node, Awaited awaited) {
        return awaited == Awaited.LOCAL
                ? trail.installed(node.id(), node.work().since())
                        .orElse(node.work().since())
                : node.work().since();
    }
}
