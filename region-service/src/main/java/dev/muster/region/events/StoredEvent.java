package dev.muster.region.events;

import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import java.time.Instant;
import java.util.Optional;

/// An event as it stands in the timeline.
///
/// @param node `system_id`, or empty while the machine is no node
/// @param hostname with its domain, or empty while the machine is no node
/// @param mac or empty for an event of a node as a whole
/// @param step of a boot
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
        String address) {}
