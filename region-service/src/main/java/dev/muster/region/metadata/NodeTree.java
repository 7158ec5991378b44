package dev.muster.region.metadata;

import dev.muster.region.account.SshKeys;
import dev.muster.region.boot.BootPolicy;
import dev.muster.region.caller.Caller;
import dev.muster.region.node.Node;
import dev.muster.region.node.Nodes;
import dev.muster.region.preseed.Preseeds;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/// What is text of a node's metadata.
@ApplicationScoped
class NodeTree {
    private final Nodes nodes;
    private final SshKeys sshKeys;
    private final Preseeds preseeds;
    private final NodePreseeds documents;
    private final FreshBoot fresh;

    NodeTree(Nodes nodes, SshKeys sshKeys, Preseeds preseeds, NodePreseeds documents, FreshBoot fresh) {
        this.fresh = fresh;
        this.nodes = nodes;
        this.sshKeys = sshKeys;
        this.preseeds = preseeds;
        this.documents = documents;
    }

    /// The names of what there is.
    String items(Caller.Machine machine) {
        var items = new ArrayList<String>();
        for (NodeItem item : NodeItem.values()) {
            if (item != NodeItem.PUBLIC_KEYS
                    || !sshKeys.ofOwner(machine.nodeId()).isEmpty()) {
                items.add(item.key());
            }
        }
        return String.join("\n", items);
    }

    String item(Caller.Machine machine, NodeItem item) {
        return switch (item) {
            case INSTANCE_ID -> machine.systemId();
            case LOCAL_HOSTNAME ->
                nodes.bySystemId(machine.systemId())
                        .map(Node::hostname)
                        .orElseThrow(() -> Nodes.unknown(machine.systemId()));
            case PUBLIC_KEYS -> publicKeys(machine);
            case X509 -> "";
        };
    }

    private String publicKeys(Caller.Machine machine) {
        List<String> found = sshKeys.ofOwner(machine.nodeId());
        if (found.isEmpty()) {
            throw RefusedException.notFound("The owner has no SSH keys.");
        }
        return String.join("\n", found);
    }

    /// Where a node's machine, which has been attested, finds its metadata, and the key to it. A machine that is to
    /// do nothing gets no key; neither does one that is installed: it has its key on its disk, for root only, and
    /// whoever else asks from there is not to have it.
    ///
    /// @throws RefusedException while the machine may still run what it ran before its work began
    String preseed(Node asking, String baseUrl) {
        return fresh.only(asking, node -> text(node, baseUrl));
    }

    private String text(Node node, String baseUrl) {
        return switch (BootPolicy.purpose(node)) {
            case COMMISSIONING -> documents.commissioning(node, baseUrl);
            case XINSTALL -> documents.installation(node, baseUrl);
            case INSTALL -> documents.distributionInstaller(node, baseUrl);
            case LOCAL -> preseeds.nothing();
            case POWEROFF -> preseeds.poweroff();
        };
    }
}
