package dev.muster.region.node;

import dev.muster.model.node.NodeStatus;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A node's step into another state.
///
/// @param reason why, for an operator; empty where the step says it
/// @param limit after which the node counts as failed if it is still in that state; empty to wait for ever
public record Move(NodeStatus to, String reason, Optional<Duration> limit, List<Effect> effects) {
    public Move {
        effects = List.copyOf(effects);
    }

    public static Move to(NodeStatus status) {
        return new Move(status, "", Optional.empty(), List.of());
    }

    public Move because(String why) {
        return new Move(to, why, limit, effects);
    }

    public Move within(Duration most) {
        return new Move(to, reason, Optional.of(most), effects);
    }

    public Move with(Effect... changes) {
        return new Move(to, reason, limit, List.of(changes));
    }

    /// Whether the reason stays with the node.
    boolean failed() {
        return to.isFailure();
    }
}
