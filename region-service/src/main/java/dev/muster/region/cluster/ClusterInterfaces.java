package dev.muster.region.cluster;

import dev.muster.region.network.Subnet;
import dev.muster.region.network.SubnetTakenException;
import dev.muster.region.network.Subnets;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Changes what a cluster serves, and tells it, in one transaction.
@ApplicationScoped
class ClusterInterfaces {
    private final ClusterRows clusters;
    private final Subnets subnets;
    private final ClusterConfigs configs;

    ClusterInterfaces(ClusterRows clusters, Subnets subnets, ClusterConfigs configs) {
        this.clusters = clusters;
        this.subnets = subnets;
        this.configs = configs;
    }

    @Transactional
    Subnet add(UUID cluster, Subnet subnet) {
        return changed(cluster, row -> subnets.add(row.id(), subnet));
    }

    @Transactional
    Subnet change(UUID cluster, String name, UnaryOperator<Subnet> change) {
        return changed(cluster, row -> {
            Subnet known = subnets.named(row.id(), name).orElseThrow(() -> unknown(name));
            return subnets.change(row.id(), name, change.apply(known)).orElseThrow(() -> unknown(name));
        });
    }

    @Transactional
    void remove(UUID cluster, String name) {
        changed(cluster, row -> {
            if (!subnets.remove(row.id(), name)) {
                throw unknown(name);
            }
            return name;
        });
    }

    private <T> T changed(UUID cluster, Function<ClusterRow, T> change) {
        ClusterRow row = clusters.locked(cluster).orElseThrow(() -> Clusters.unknown(cluster.toString()));
        try {
            T result = change.apply(row);
            configs.publish(row);
            return result;
        } catch (SubnetTakenException e) {
            throw RefusedException.field("name", String.valueOf(e.getMessage()));
        }
    }

    /// What is said of an interface that is not there.
    static RefusedException unknown(String name) {
        return RefusedException.notFound("interface of this cluster with name", name);
    }
}
