package dev.muster.model.power;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Instant;
import java.util.UUID;

/// A power action that a cluster is to take (`muster.power-command.v1`, key: system_id). It holds no secret: the
/// cluster fetches the [PowerOrder] from the region, which gives it only while the command is wanted.
///
/// @param cluster uuid of the cluster that is meant; the others pass it over
/// @param powerType name of the [PowerType]
/// @param expires from then on nothing is done any more
public record PowerCommand(
        UUID id,
        UUID cluster,
        @JsonProperty("system_id") String systemId,
        PowerAction action,
        @JsonProperty("power_type") String powerType,
        Instant expires) {}
