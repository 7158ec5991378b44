package dev.muster.region.events;

import dev.muster.model.event.BootProgress;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An event before it has a number.
///
/// @param id a second event of this id is not stored
/// @param nodeId null for the node that the MAC belongs to, if to one
record NewEvent(
        UUID id,
        @Nullable MacAddress mac,
        @Nullable Long nodeId,
        EventLevel level,
        String type,
        String description,
        Instant at,
        Boot boot) {

    /// @throws NullPointerException naming what the record lacks; its JSON may lack anything
    static NewEvent of(BootProgress progress) {
        Objects.requireNonNull(progress.id(), "no id");
        Objects.requireNonNull(progress.step(), "no step");
        boolean ofTheCluster = progress.step() == BootStep.CLUSTER_DISK;
        if (!ofTheCluster) {
            Objects.requireNonNull(progress.mac(), "no mac");
        }
        Objects.requireNonNull(progress.outcome(), "no outcome");
        Objects.requireNonNull(progress.at(), "no at");
        var level =
                switch (progress.outcome()) {
                    case OK -> EventLevel.INFO;
                    case DEGRADED -> EventLevel.WARNING;
                    case FAILED -> EventLevel.ERROR;
                };
        return new NewEvent(
                progress.id(),
                progress.mac(),
                null,
                level,
                (ofTheCluster ? "" : "NODE_BOOT_") + progress.step().name(),
                Descriptions.of(progress),
                progress.at(),
                new Boot(
                        progress.cluster(),
                        progress.step(),
                        progress.outcome(),
                        progress.millis(),
                        Descriptions.clean(progress.address())));
    }

    /// What only a boot step has.
    record Boot(
            @Nullable UUID cluster,
            @Nullable BootStep step,
            @Nullable Outcome outcome,
            long millis,
            String address) {
        static final Boot NONE = new Boot(null, null, null, 0, "");
    }
}
