package dev.muster.cluster;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithConverter;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// What an operator sets for the cluster itself. Features have settings of their own, [Settings] has them all.
/// Environment names follow the properties: `muster.cluster.data` is `MUSTER_CLUSTER_DATA`.
@ConfigMapping(prefix = "muster.cluster")
public interface ClusterSettings {

    /// A name for people; the host name unless set.
    Optional<String> name();

    /// Folder of everything that must outlive a restart: credentials, leases, boot answers, the spool, logs.
    @WithDefault("/var/lib/muster/cluster")
    Path data();

    /// Folder of the image snapshots; `current` in it points to the one in use.
    @WithDefault("/var/lib/muster/images")
    Path images();

    /// Base URLs of the region's replicas, tried in this order; each ends in `/MAAS`.
    @WithDefault("http://127.0.0.1:5240/MAAS")
    List<URI> regionUrls();

    /// File with the one-time join secret; read only while the cluster has no credentials of its own.
    Optional<Path> joinSecretFile();

    /// Where the subnets were before `muster.cluster.subnets`. A start with it fails, as a cluster that takes no notice
    /// of it would serve nothing.
    @WithConverter(FormerInterfaces.class)
    Optional<String> interfaces();

    /// Kafka's `host:port` list; without one the cluster works over REST alone and keeps its records on disk.
    @WithDefault("${kafka.bootstrap.servers:}")
    Optional<String> kafka();

    /// Of which machines behind relay agents the cluster says who they are, so that they get keys: `any`, `named`
    /// (whose relay agent names their port in option 82) or `none`.
    @WithDefault("any")
    RelayedMachines relayedMachines();

    /// Networks that may look at health and metrics, with commas between them, beside this machine.
    Optional<String> observers();

    /// Event loops shared by all protocol servers.
    @WithDefault("2")
    int eventLoops();
}
