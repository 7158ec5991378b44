package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.ApiResource;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Any;
import jakarta.enterprise.inject.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// `nodes/`: all nodes together.
@ApplicationScoped
class NodesResource implements ApiResource {
    private final Nodes nodes;
    private final NodeLists lists;
    private final NodeAccess access;
    private final NewNodeOperation enlist;
    private final Instance<NodesOperations> features;

    NodesResource(
            Nodes nodes,
            NodeLists lists,
            NodeAccess access,
            NewNodeOperation enlist,
            @Any Instance<NodesOperations> features) {
        this.nodes = nodes;
        this.lists = lists;
        this.access = access;
        this.enlist = enlist;
        this.features = features;
    }

    @Override
    public List<Operations> operations() {
        var operations = Operations.of("NodesHandler", "nodes/", "All machines together.")
                .on(Method.GET, "list", Role.USER, this::list)
                .says("Lists the nodes that the caller may see.", NodesDocs.LIST)
                .answers(Shape.listOf(NodeJson.class))
                .on(Method.GET, "is_registered", Role.ANONYMOUS, this::isRegistered)
                .says("Tells whether a node with this address exists.", "mac_address required: in any usual spelling")
                .answers(Shape.of(Boolean.class))
                .on(Method.GET, "list_allocated", Role.USER, this::listAllocated)
                .says("Lists the nodes that were acquired with the key in use.", NodesDocs.ID)
                .answers(Shape.listOf(NodeJson.class))
                .on(Method.GET, "power_parameters", Role.ADMIN, this::powerParameters)
                .says("Reads how nodes are switched on and off, passwords included.", NodesDocs.ID)
                .answers(Shape.mapOf(Map.class))
                .on(Method.POST, "set_zone", Role.ADMIN, this::setZone)
                .says("Puts nodes into a zone.", "zone required: its name", NodesDocs.NODES)
                .answers(Shape.ofNull())
                .on(Method.POST, "new", Role.ANONYMOUS, enlist)
                .says("Makes a machine known.", NodesDocs.NEW)
                .answers(Shape.of(NodeJson.class));
        features.forEach(feature -> feature.addTo(operations));
        return List.of(operations);
    }

    private Answer list(ApiCall call) {
        var filter = new NodeFilter(
                call.parameters().all("id"),
                call.parameters().all("hostname"),
                macs(call.parameters().all("mac_address")),
                call.parameters().text("zone"),
                call.parameters().text("agent_name"),
                Optional.empty(),
                call.user().viewer());
        return NodeListPart.of(call.parameters())
                .map(part -> part.answer(lists, filter, call))
                .orElseGet(() -> Answer.pages(lists.list(filter).map(NodeJson.in(call.version()))));
    }

    private Answer listAllocated(ApiCall call) {
        NodeFilter filter =
                NodeFilter.of(call.parameters().all("id"), call.user().viewer());
        return Answer.pages(
                lists.list(filter.acquiredWith(call.user().tokenKey())).map(NodeJson.in(call.version())));
    }

    private static List<MacAddress> macs(List<String> texts) {
        var macs = new ArrayList<MacAddress>();
        for (String text : texts) {
            macs.add(MacAddress.parse(text)
                    .orElseThrow(() -> RefusedException.field("mac_address", "'" + text + "' is not a MAC address.")));
        }
        return macs;
    }

    private Answer isRegistered(ApiCall call) {
        MacAddress mac = macs(List.of(call.mandatory("mac_address"))).getFirst();
        return Answer.json(nodes.byMac(mac)
                .filter(node -> node.status() != NodeStatus.RETIRED)
                .isPresent());
    }

    private Answer powerParameters(ApiCall call) {
        return Answer.entries(lists.powerParameters(call.parameters().all("id")));
    }

    private Answer setZone(ApiCall call) {
        String zone = call.mandatory("zone");
        nodes.checkZone(zone);
        for (NodeBrief node : access.named(call)) {
            nodes.change(node.systemId(), NodeChange.toZone(zone));
        }
        return Answer.json(null);
    }
}
