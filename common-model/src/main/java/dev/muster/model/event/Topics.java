package dev.muster.model.event;

/// The Kafka topics between region and cluster. The version is part of the name: a record that changes
/// its meaning gets a new topic.
public final class Topics {
    /// region to cluster, key cluster uuid, compacted: [dev.muster.model.cluster.ClusterConfig]
    public static final String CLUSTER_CONFIG = "muster.cluster-config.v1";

    /// region to cluster, key MAC, compacted: [dev.muster.model.boot.CachedBootAnswer]
    public static final String BOOT_ANSWER = "muster.boot-answer.v1";

    /// cluster to region, key cluster uuid + address, compacted: [LeaseRecord]
    public static final String LEASE = "muster.lease.v1";

    /// cluster to region, key MAC: [BootProgress]
    public static final String BOOT_PROGRESS = "muster.boot-progress.v1";

    /// cluster to region, key MAC: [NodeLogLine]
    public static final String NODE_LOG = "muster.node-log.v1";

    /// region to the world, key system_id: [NodeEvent]
    public static final String NODE_EVENT = "muster.node-event.v1";

    /// region to cluster, key system_id: [dev.muster.model.power.PowerCommand]
    public static final String POWER_COMMAND = "muster.power-command.v1";

    /// cluster to region, key system_id: [dev.muster.model.power.PowerResult]
    public static final String POWER_RESULT = "muster.power-result.v1";

    /// Where a consumer puts the records of a topic that it can never use, with the reason in a header.
    public static String dead(String topic) {
        return topic + ".dead";
    }

    private Topics() {}
}
