package dev.muster.region.boot;

import dev.muster.model.node.MacAddress;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.cluster.Clusters;
import dev.muster.region.network.StickyAddresses;
import dev.muster.region.network.Subnets;
import dev.muster.region.node.Nodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.UUID;

/// Follows machines that are carried from one rack to another: the cluster that attests a machine is its cluster, for
/// power and for addresses.
@ApplicationScoped
class Racks {
    private final CallingCluster caller;
    private final Clusters clusters;
    private final Subnets subnets;
    private final StickyAddresses sticky;
    private final BootTargets targets;
    private final Nodes nodes;

    Racks(
            CallingCluster caller,
            Clusters clusters,
            Subnets subnets,
            StickyAddresses sticky,
            BootTargets targets,
            Nodes nodes) {
        this.caller = caller;
        this.clusters = clusters;
        this.subnets = subnets;
        this.sticky = sticky;
        this.targets = targets;
        this.nodes = nodes;
    }

    /// To be called with each machine that boots. Where the node's cluster serves the address too, both serve one
    /// subnet,
    /// and the node stays with the first.
    @Transactional
    void seen(BootTarget node, MacAddress mac) {
        UUID here = caller.uuid().orElse(null);
        String address = caller.nodeAddress().orElse("");
        if (here == null
                || address.isEmpty()
                || node.cluster().filter(here::equals).isPresent()
                || caller.nodeMac().filter(mac::equals).isEmpty()
                || isServedByOwn(node, address)) {
            return;
        }
        String left = node.cluster()
                .map(before -> leave(before, targets.macs(node.id())))
                .orElse("");
        caller.id()
                .ifPresent(id -> nodes.serveFrom(
                        node.systemId(), id, "Booted at " + address + ": served by cluster " + here + " now" + left));
    }

    private boolean isServedByOwn(BootTarget node, String address) {
        return node.clusterId().isPresent()
                && subnets.clustersAt(address, false).contains(node.clusterId().getAsLong());
    }

    /// What is left behind, for an operator.
    private String leave(UUID before, List<MacAddress> macs) {
        List<String> given =
                clusters.serving(before, id -> sticky.giveUp(id, macs)).orElse(List.of());
        return ", not by " + before + (given.isEmpty() ? "" : ", which had " + String.join(", ", given) + " for it");
    }
}
