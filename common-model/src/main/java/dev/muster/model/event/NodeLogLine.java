package dev.muster.model.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A syslog line of a machine (`muster.node-log.v1`, key: the MAC, or the address where no lease tells the MAC).
///
/// @param severity 0 (emergency) to 7 (debug), RFC 5424 6.2.1
/// @param at when the cluster received it
public record NodeLogLine(
        UUID cluster,
        @Nullable MacAddress mac,
        String address,
        String hostname,
        int facility,
        int severity,
        @JsonProperty("app_name") String appName,
        Instant at,
        String message) {}
