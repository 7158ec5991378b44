package dev.muster.region.metadata;

import dev.muster.region.auth.NodeKeys;
import dev.muster.region.boot.BootImages;
import dev.muster.region.node.Node;
import dev.muster.region.preseed.MachineContext;
import dev.muster.region.preseed.NodePreseed;
import jakarta.enterprise.context.ApplicationScoped;

/// The documents with which a node's machine begins, by what it is to do.
@ApplicationScoped
class NodePreseeds {
    private final NodeKeys keys;
    private final BootImages images;
    private final NodePreseed documents;
    private final InstallPlans plans;

    NodePreseeds(NodeKeys keys, BootImages images, NodePreseed documents, InstallPlans plans) {
        this.keys = keys;
        this.images = images;
        this.documents = documents;
        this.plans = plans;
    }

    /// To be looked at, or erased.
    String commissioning(Node node, String baseUrl) {
        return documents.commissioning(machine(node, baseUrl), images.ephemeral(node.arch()), keys.of(node));
    }

    /// To be installed by us, or by curtin.
    String installation(Node node, String baseUrl) {
        return documents.installation(
                machine(node, baseUrl),
                images.installed(node.arch(), node.osystem(), node.distroSeries()),
                keys.of(node));
    }

    /// To be installed by the distribution's own installer.
    String distributionInstaller(Node node, String baseUrl) {
        return plans.preseed(node, baseUrl);
    }

    private static MachineContext machine(Node node, String baseUrl) {
        return new MachineContext(baseUrl, node.systemId(), node.hostname());
    }
}
