package dev.muster.model.power;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.UUID;

/// A power action that a cluster is to take (`muster.power-command.v1`, key: system_id). It holds no secret and no
/// time: the cluster fetches the [PowerOrder] from the region, which alone knows whether the command is still wanted.
///
/// @param cluster uuid of the cluster that is meant; the others pass it over
/// @param powerType name of the [PowerType]
public record PowerCommand(
        UUID id,
        UUID cluster,
        @JsonProperty("system_id") String systemId,
        PowerAction action,
        @JsonProperty("power_type") String powerType) {}
