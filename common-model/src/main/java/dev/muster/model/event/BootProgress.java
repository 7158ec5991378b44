package dev.muster.model.event;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One boot step of one machine (`muster.boot-progress.v1`, key: the MAC), or something wrong with a cluster itself
/// (key: its uuid).
///
/// @param id makes a repeated delivery recognisable
/// @param cluster uuid of the cluster that saw it
/// @param mac null for what concerns the cluster itself, [BootStep#CLUSTER_DISK]
/// @param at when the step ended
/// @param millis how long it took; 0 where a step has no length
/// @param address the machine's IP address as text, or empty
/// @param detail what an operator reads: file name, reason
public record BootProgress(
        UUID id,
        UUID cluster,
        @Nullable MacAddress mac,
        BootStep step,
        Outcome outcome,
        Instant at,
        long millis,
        @JsonProperty("address") String address,
        String detail) {}
