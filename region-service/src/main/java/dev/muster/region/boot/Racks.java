package dev.muster.region.boot;

import dev.muster.model.node.MacAddress;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.cluster.Clusters;
import dev.muster.region.events.EventType;
import dev.muster.region.network.Leases;
import dev.muster.region.network.StickyAddresses;
import dev.muster.region.node.NodeEvents;
import dev.muster.region.node.Nodes;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Follows machines that are carried from one rack to another: the cluster that attests a machine is its cluster, for
/// power and for addresses.
///
/// Whoever has a MAC address in one rack must not take a node of another by it, and with it what its BMC is asked with:
/// a node that somebody has or that is at work stays where it is, and so does one whose lease in its own rack runs.
@ApplicationScoped
class Racks {
    private final CallingCluster caller;
    private final Clusters clusters;
    private final Leases leases;
    private final StickyAddresses sticky;
    private final BootTargets targets;
    private final Nodes nodes;
    private final NodeEvents events;

    Racks(
            CallingCluster caller,
            Clusters clusters,
            Leases leases,
            StickyAddresses sticky,
            BootTargets targets,
            Nodes nodes,
            NodeEvents events) {
        this.caller = caller;
        this.clusters = clusters;
        this.leases = leases;
        this.sticky = sticky;
        this.targets = targets;
        this.nodes = nodes;
        this.events = events;
    }

    /// To be called with each machine that boots; nearly all of them are where they were.
    void seen(BootTarget node, MacAddress mac) {
        UUID here = caller.uuid().orElse(null);
        String address = caller.nodeAddress().orElse("");
        if (here == null
                || address.isEmpty()
                || node.cluster().filter(here::equals).isPresent()
                || caller.nodeMac().filter(mac::equals).isEmpty()) {
            return;
        }
        QuarkusTransaction.joiningExisting().run(() -> elsewhere(node, mac, here, address));
    }

    private void elsewhere(BootTarget node, MacAddress mac, UUID here, String address) {
        String seen = "Booted at " + address + " of cluster " + here;
        Optional<String> reason = stays(node, mac);
        if (reason.isPresent()) {
            nodes.bySystemId(node.systemId())
                    .ifPresent(known -> events.record(
                            known, EventType.NODE_CLUSTER_CHANGED, seen + ", and stays with its own: " + reason.get()));
            return;
        }
        String left = node.cluster()
                .map(before -> leave(before, targets.macs(node.id())))
                .orElse("");
        caller.id().ifPresent(id -> nodes.serveFrom(node.systemId(), id, seen + ", which serves it now" + left));
    }

    /// Why a node is not given to another cluster.
    private Optional<String> stays(BootTarget node, MacAddress mac) {
        if (node.cluster().filter(own -> leases.runs(own, mac)).isPresent()) {
            return Optional.of("its lease there runs");
        }
        return switch (node.status()) {
            case NEW, READY, BROKEN, MISSING, RETIRED, FAILED_COMMISSIONING -> Optional.empty();
            case COMMISSIONING, DEPLOYING, DISK_ERASING, RELEASING -> Optional.of("it is at work");
            case RESERVED, ALLOCATED, DEPLOYED, FAILED_DEPLOYMENT, FAILED_RELEASING, FAILED_DISK_ERASING ->
                Optional.of("somebody has it; release it to move it");
        };
    }

    /// What is left behind, for an operator.
    private String leave(UUID before, List<MacAddress> macs) {
        List<String> given =
                clusters.serving(before, id -> sticky.giveUp(id, macs)).orElse(List.of());
        return ", not " + before + (given.isEmpty() ? "" : ", which had " + String.join(", ", given) + " for it");
    }
}
