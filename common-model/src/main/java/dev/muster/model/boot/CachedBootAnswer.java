package dev.muster.model.boot;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import org.jspecify.annotations.Nullable;

/// What a known machine is to boot while the region is away (`muster.boot-answer.v1`, key: the MAC).
///
/// @param systemId the node
/// @param answer the pxeconfig answer; null once the node is gone
public record CachedBootAnswer(
        MacAddress mac,
        @JsonProperty("system_id") String systemId,
        @Nullable BootAnswer answer) {}
