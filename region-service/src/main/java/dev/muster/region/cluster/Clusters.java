package dev.muster.region.cluster;

import dev.muster.region.network.Subnets;
import dev.muster.region.paging.Pages;
import dev.muster.region.refusal.RefusedException;
import io.quarkus.panache.common.Sort;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.function.LongFunction;

/// The clusters, read and changed. Each method is a transaction of its own, or part of the caller's.
@ApplicationScoped
public class Clusters {
    private final ClusterRows rows;
    private final Subnets subnets;
    private final ClusterConfigs configs;

    Clusters(ClusterRows rows, Subnets subnets, ClusterConfigs configs) {
        this.rows = rows;
        this.subnets = subnets;
        this.configs = configs;
    }

    /// In the order in which they joined.
    Pages<Cluster> all() {
        return Pages.byKey(0L, Pages.SIZE, rows::behind, ClusterRow::id).map(ClusterRow::toCluster);
    }

    @Transactional
    public Optional<Cluster> byUuid(UUID uuid) {
        return rows.byUuid(uuid).map(ClusterRow::toCluster);
    }

    /// The database's number of a cluster.
    @Transactional
    public Optional<Long> idOf(UUID uuid) {
        return rows.byUuid(uuid).map(ClusterRow::id);
    }

    /// Where a cluster in service passes on the calls of its machines.
    @Transactional
    public OptionalInt httpPort(UUID uuid) {
        return byUuid(uuid).stream()
                .filter(cluster -> cluster.status() == ClusterStatus.ACCEPTED)
                .mapToInt(Cluster::httpPort)
                .findFirst();
    }

    /// The cluster in whose subnets an address lies, one that manages the subnet before one that does not. Without
    /// any, the oldest cluster; empty while there is none.
    ///
    /// @throws RefusedException if several clusters manage the subnet
    @Transactional
    public Optional<Long> serving(String address) {
        List<Long> managing = subnets.clustersAt(address, true);
        if (managing.size() > 1) {
            throw RefusedException.conflict("Several clusters manage the network of " + address + ": name one.");
        }
        return managing.stream()
                .findFirst()
                .or(() -> subnets.clustersAt(address, false).stream().findFirst())
                .or(() -> rows.findAll(Sort.by("id")).firstResultOptional().map(ClusterRow::id));
    }

    @Transactional
    Optional<Cluster> change(UUID uuid, ClusterChange change) {
        return rows.locked(uuid).map(row -> {
            row.change(change);
            configs.publish(row);
            return row.toCluster();
        });
    }

    /// Has the cluster serve what was changed, in the running transaction, in which nobody else changes what it serves.
    ///
    /// @param change given the database's number of the cluster
    /// @return empty if there is no such cluster
    @Transactional
    public <T> Optional<T> serving(UUID uuid, LongFunction<T> change) {
        return rows.locked(uuid).map(row -> {
            T result = change.apply(row.id());
            configs.publish(row);
            return result;
        });
    }

    /// Whether a machine that enlists goes on to its commissioning in the same boot.
    @Transactional
    public boolean oneBoot(long id) {
        return rows.findByIdOptional(id).map(ClusterRow::oneBoot).orElse(false);
    }

    @Transactional
    boolean seen(UUID uuid) {
        return rows.byUuid(uuid)
                .map(row -> {
                    row.seen();
                    return true;
                })
                .orElse(false);
    }

    /// What is said of a cluster that is not there.
    static RefusedException unknown(String uuid) {
        return RefusedException.notFound("cluster with uuid", uuid);
    }
}
