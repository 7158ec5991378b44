package dev.muster.region.outbox;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/// How rows of the outbox reach Kafka.
@ConfigMapping(prefix = "muster.outbox")
public interface OutboxConfig {
    /// How often the relay looks for rows of other replicas; its own wake it at once.
    @WithDefault("200ms")
    Duration poll();

    /// How long the relay waits after Kafka or the database failed it, and a replica that is not the relay until it
    /// offers itself again.
    @WithDefault("1s")
    Duration retry();

    /// How long one record may take before Kafka counts as away.
    @WithDefault("10s")
    Duration deliveryTimeout();

    /// Rows published at a time.
    @WithDefault("500")
    int batch();

    /// Partitions of a topic that is made.
    @WithDefault("3")
    int partitions();

    /// Copies of a topic that is made; -1 is the broker's default.
    @WithDefault("-1")
    short replication();
}
