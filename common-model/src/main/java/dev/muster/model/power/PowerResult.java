package dev.muster.model.power;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/// How a power command ended (`muster.power-result.v1`, key: system_id).
///
/// @param id the command's
/// @param state what was seen last
/// @param message why it failed, without secrets; empty if it did not
public record PowerResult(
        UUID id,
        @JsonProperty("system_id") String systemId,
        PowerAction action,
        boolean ok,
        PowerState state,
        String message,
        Instant at) {}
