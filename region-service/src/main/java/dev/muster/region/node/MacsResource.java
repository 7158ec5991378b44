package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/// `nodes/<system_id>/macs/` and what is below: the network cards of one node.
@ApplicationScoped
class MacsResource implements ApiResource {
    private final NodeAccess access;
    private final Macs macs;
    private final MacRules rules;

    MacsResource(NodeAccess access, Macs macs, MacRules rules) {
        this.access = access;
        this.macs = macs;
        this.rules = rules;
    }

    @Override
    public List<Operations> operations() {
        return List.of(
                Operations.of("NodeMacsHandler", "nodes/{system_id}/macs/", "The MAC addresses of a node.")
                        .on(Method.GET, Role.USER, this::list)
                        .says("Lists the node's MAC addresses.")
                        .answers(Shape.listOf(NodeJson.Mac.class))
                        .on(Method.POST, Role.USER, this::add)
                        .says(
                                "Adds a MAC address to the node. If a user adds it, the node boots by it once its machine was"
                                        + " seen with it.",
                                "mac_address required: the address, in any usual spelling")
                        .answers(Shape.of(NodeJson.Mac.class)),
                Operations.of("NodeMacHandler", "nodes/{system_id}/macs/{mac_address}/", "One MAC address of a node.")
                        .on(Method.GET, Role.USER, this::read)
                        .says("Reads the MAC address.")
                        .answers(Shape.of(NodeJson.Mac.class))
                        .on(Method.DELETE, Role.USER, this::remove)
                        .says("Takes the MAC address away. A node keeps at least one."));
    }

    private Answer list(ApiCall call) {
        Node node = access.visible(call);
        return Answer.json(
                node.namedMacs().stream().map(mac -> json(node, mac, call)).toList());
    }

    private Answer add(ApiCall call) {
        Node node = access.editable(call);
        String text = call.mandatory("mac_address");
        MacAddress mac = MacAddress.parse(text)
                .orElseThrow(() -> RefusedException.field("mac_address", "'" + text + "' is not a MAC address."));
        rules.complaint(mac).ifPresent(complaint -> {
            throw RefusedException.field("mac_address", complaint);
        });
        try {
            boolean known = call.user().superuser();
            if (!(known ? macs.add(node.systemId(), mac) : macs.claim(node.systemId(), mac))) {
                throw Nodes.unknown(node.systemId());
            }
        } catch (MacInUseException e) {
            throw RefusedException.field("mac_address", String.valueOf(e.getMessage()));
        }
        return Answer.json(json(node, mac, call));
    }

    private Answer read(ApiCall call) {
        Node node = access.visible(call);
        MacAddress mac = mac(call);
        if (!node.namedMacs().contains(mac)) {
            throw unknown(call);
        }
        return Answer.json(json(node, mac, call));
    }

    private Answer remove(ApiCall call) {
        Node node = access.editable(call);
        try {
            if (!macs.remove(node.systemId(), mac(call))) {
                throw unknown(call);
            }
        } catch (Macs.LastMacException e) {
            throw RefusedException.conflict(String.valueOf(e.getMessage()));
        }
        return Answer.noContent();
    }

    private static MacAddress mac(ApiCall call) {
        return MacAddress.parse(call.path("mac_address")).orElseThrow(() -> unknown(call));
    }

    private static RefusedException unknown(ApiCall call) {
        return RefusedException.notFound("MAC address of this node", call.path("mac_address"));
    }

    private static NodeJson.Mac json(Node node, MacAddress mac, ApiCall call) {
        return NodeJson.Mac.of(mac, NodeJson.uri(node, call.version()));
    }
}
