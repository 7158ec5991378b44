package dev.muster.region.events;

import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;

/// An event as it stands in the timeline.
///
/// @param node `system_id`, or empty while the machine is no node
/// @param hostname with its domain, or empty while the machine is no node
/// @param mac or empty for an event of a node as a whole
/// @param step of a boot
/// @param owner number of the user who has the node now
record StoredEvent(
        long id,
        String node,
        String hostname,
        String mac,
        EventLevel level,
        String type,
        String description,
        Instant at,
        Optional<BootStep> step,
        Optional<Outcome> outcome,
        long millis,
        String address,
        OptionalLong owner) {

    /// A machine that is no node is for administrators, as is another's node.
    ///
    /// @param viewer the user who looks; empty for one who sees all
    boolean isVisibleTo(Optional<Long> viewer) {
        return viewer.isEmpty() || (!node.isEmpty() && (owner.isEmpty() || owner.getAsLong() == viewer.get()));
    }
}
