package dev.muster.region.cluster;

import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.event.Topics;
import dev.muster.region.network.Subnets;
import dev.muster.region.outbox.Outbox;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;

/// What each cluster is to serve, and the news of it.
@ApplicationScoped
class ClusterConfigs {
    private final Subnets subnets;
    private final Outbox outbox;
    private final EntityManager database;

    ClusterConfigs(Subnets subnets, Outbox outbox, EntityManager database) {
        this.subnets = subnets;
        this.outbox = outbox;
        this.database = database;
    }

    ClusterConfig of(ClusterRow row) {
        return new ClusterConfig(row.uuid(), row.configVersion(), row.clusterName(), subnets.configOf(row.id()));
    }

    /// Gives the configuration a new version and tells the cluster, in the running transaction. The cluster's row
    /// is to be locked, so that versions and rows of the outbox have one order.
    ClusterConfig publish(ClusterRow row) {
        row.configVersion(((Number) database.createNativeQuery("select nextval('config_version')")
                        .getSingleResult())
                .longValue());
        ClusterConfig config = of(row);
        outbox.publish(Topics.CLUSTER_CONFIG, row.uuid().toString(), config);
        return config;
    }
}
