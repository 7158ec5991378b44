package dev.muster.region.cluster;

import dev.muster.model.node.MacAddress;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.network.StickyAddresses;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeAccess;
import dev.muster.region.node.NodeJson;
import dev.muster.region.node.NodeOperations;
import dev.muster.region.node.Nodes;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// `claim_sticky_ip_address` of a node: its cluster gives one card the same address from now on.
@ApplicationScoped
class StickyAddressOperations implements NodeOperations {
    private final NodeAccess access;
    private final Nodes nodes;
    private final Clusters clusters;
    private final StickyAddresses addresses;

    StickyAddressOperations(NodeAccess access, Nodes nodes, Clusters clusters, StickyAddresses addresses) {
        this.access = access;
        this.nodes = nodes;
        this.clusters = clusters;
        this.addresses = addresses;
    }

    @Override
    public void addTo(Operations operations) {
        operations
                .on(Method.POST, "claim_sticky_ip_address", Role.ADMIN, this::claim)
                .says(
                        "Gives one of the node's cards an address of its own, outside of every range.",
                        "mac_address: the card, by default the one that the node boots from",
                        "requested_address: by default the lowest free one")
                .answers(Shape.of(NodeJson.class));
    }

    private Answer claim(ApiCall call) {
        Node node = access.visible(call);
        MacAddress mac = call.parameters()
                .text("mac_address")
                .map(text -> card(node, text))
                .orElseGet(() -> bootCard(node));
        Optional<String> wanted = call.parameters().text("requested_address");
        UUID cluster = node.cluster().orElseThrow(() -> RefusedException.conflict("The node has no cluster."));
        boolean claimed = clusters.serving(cluster, id -> wanted.map(address -> addresses.claim(id, mac, address))
                        .orElseGet(() -> addresses.claim(id, mac)))
                .isPresent();
        if (!claimed) {
            throw RefusedException.conflict("The node has no cluster.");
        }
        return Answer.json(NodeJson.of(
                nodes.bySystemId(node.systemId()).orElseThrow(() -> Nodes.unknown(node.systemId())), call.version()));
    }

    private static MacAddress card(Node node, String text) {
        return MacAddress.parse(text)
                .filter(node.macs()::contains)
                .orElseThrow(() -> RefusedException.field("mac_address", "'" + text + "' is no card of this node."));
    }

    private static MacAddress bootCard(Node node) {
        return node.pxeMac()
                .or(() -> node.macs().stream().findFirst())
                .orElseThrow(() -> RefusedException.conflict("The node has no card."));
    }
}
