package dev.muster.region.metadata;

import dev.muster.region.auth.NodeKeys;
import dev.muster.region.node.Node;
import dev.muster.region.preseed.MachineContext;
import dev.muster.region.preseed.NodePreseed;
import jakarta.enterprise.context.ApplicationScoped;

/// The documents with which a node's machine begins, by what it is to do.
@ApplicationScoped
class NodePreseeds {
    private final NodeKeys keys;
    private final NodeImages images;
    private final NodePreseed documents;
    private final InstallPlans plans;

    NodePreseeds(NodeKeys keys, NodeImages images, NodePreseed documents, InstallPlans plans) {
        this.keys = keys;
        this.images = images;
        this.documents = documents;
        this.plans = plans;
    }

    /// To be looked at, or erased.
    String commissioning(Node node, String baseUrl) {
        return documents.commissioning(machine(node, baseUrl), images.ephemeral(node), keys.of(node));
    }

    /// To be installed.
    String installation(Node node, String baseUrl) {
        return InstallPlans.byDistribution(node)
                ? plans.preseed(node, baseUrl)
                : documents.installation(machine(node, baseUrl), images.installed(node), keys.of(node));
    }

    private static MachineContext machine(Node node, String baseUrl) {
        return new MachineContext(baseUrl, node.systemId(), node.hostname());
    }
}
