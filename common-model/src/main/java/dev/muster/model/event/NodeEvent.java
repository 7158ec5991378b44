package dev.muster.model.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/// Something that happened to a node, for anybody to consume (`muster.node-event.v1`, key: system_id).
///
/// @param type MAAS's event name, `NODE_CHANGED_STATUS`
/// @param level `DEBUG`, `INFO`, `WARNING`, `ERROR`
public record NodeEvent(
        UUID id,
        @JsonProperty("system_id") String systemId,
        String hostname,
        String type,
        String level,
        Instant at,
        String description) {}
