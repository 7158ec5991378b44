package dev.muster.region.lifecycle;

import dev.muster.model.node.NodePhase.Failure;
import dev.muster.model.node.NodePhase.Settled;
import dev.muster.model.node.NodePhase.Work;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.node.NodeAccess;
import dev.muster.region.node.NodeBrief;
import dev.muster.region.node.NodeFilter;
import dev.muster.region.node.NodeJson;
import dev.muster.region.node.NodeLists;
import dev.muster.region.node.NodesDocs;
import dev.muster.region.node.NodesOperations;
import dev.muster.region.paging.Pages;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The life of several nodes, by the operations of `nodes/`.
@ApplicationScoped
class NodesLifeOperations implements NodesOperations {
    private final Lifecycle lifecycle;
    private final NodeLists lists;
    private final NodeAccess access;
    private final ConstraintsForm form;
    private final ManyReleases releases;
    private final TimeoutSweep timeouts;

    NodesLifeOperations(
            Lifecycle lifecycle,
            NodeLists lists,
            NodeAccess access,
            ConstraintsForm form,
            ManyReleases releases,
            TimeoutSweep timeouts) {
        this.lifecycle = lifecycle;
        this.lists = lists;
        this.access = access;
        this.form = form;
        this.releases = releases;
        this.timeouts = timeouts;
    }

    @Override
    public void addTo(Operations operations) {
        operations
                .on(Method.POST, "accept", Role.ADMIN, this::accept)
                .says("Accepts machines that have made themselves known.", NodesDocs.NODES)
                .answers(Shape.listOf(NodeJson.class))
                .on(Method.POST, "accept_all", Role.ADMIN, call -> accepted(lists.enlisted(), call))
                .says("Accepts all machines that have made themselves known.")
                .answers(Shape.listOf(NodeJson.class))
                .on(Method.POST, "acquire", Role.USER, this::acquire)
                .says(
                        "Takes a free node for the caller. 409 if none fits.",
                        "name: host name",
                        "arch: architecture",
                        "cpu_count int: at least so many threads",
                        "mem: at least so many MiB",
                        "tags list: that it carries",
                        "not_tags list: that it does not carry",
                        "connected_to list: MAC of a switch that it sees",
                        "not_connected_to list: MAC of a switch that it does not see",
                        "networks list: names of subnets",
                        "not_networks list: names of subnets",
                        "zone: name of a zone",
                        "not_in_zone list: name of a zone",
                        "agent_name: kept with the node",
                        NodeLifeOperations.COMMENT)
                .answers(Shape.of(NodeJson.class))
                .on(Method.POST, "release", Role.USER, this::release)
                .says(
                        "Gives nodes back.",
                        NodesDocs.NODES,
                        "erase bool: 1 to wipe their disks, 0 not to",
                        NodeLifeOperations.COMMENT)
                .answers(Shape.listOf(String.class))
                .on(Method.POST, "check_commissioning", Role.USER, this::checkCommissioning)
                .says("Fails nodes whose commissioning takes too long.")
                .answers(Shape.listOf(NodeJson.class))
                .on(Method.GET, "deployment_status", Role.USER, this::deploymentStatus)
                .says("Tells how far the deployment of nodes is.", NodesDocs.NODES)
                .answers(Shape.mapOf(String.class));
    }

    private Answer accept(ApiCall call) {
        return accepted(Pages.of(access.named(call), Pages.SIZE), call);
    }

    /// Accepts all before it answers: a client that leaves stops nothing. Of each it keeps the number only.
    private Answer accepted(Pages<NodeBrief> enlisted, ApiCall call) {
        var ids = new ArrayList<Long>();
        for (var page = enlisted.next(); !page.isEmpty(); page = enlisted.next()) {
            page.stream()
                    .filter(node -> lifecycle.accept(node.systemId()).isPresent())
                    .forEach(node -> ids.add(node.id()));
        }
        return Answer.pages(lists.of(Pages.of(ids, Pages.SIZE), NodeFilter.ALL).map(NodeJson.in(call.version())));
    }

    private Answer acquire(ApiCall call) {
        Constraints wanted = form.read(call.parameters());
        var by = new Acquirer(
                call.user().id(),
                call.user().tokenKey(),
                call.parameters().text("agent_name").orElse(""));
        return lifecycle
                .acquire(by, wanted)
                .map(node -> Answer.json(NodeJson.of(node, call.version())))
                .orElseThrow(() -> RefusedException.conflict(form.complaint(call.parameters())));
    }

    /// The ids of those that it released; free ones are left out.
    private Answer release(ApiCall call) {
        List<NodeBrief> named = access.named(call);
        List<String> foreign = named.stream()
                .filter(node -> node.status() != NodeStatus.READY && !access.edits(call.user(), node))
                .map(NodeBrief::systemId)
                .toList();
        if (!foreign.isEmpty()) {
            throw RefusedException.forbidden("You don't have the required permission to release the following node(s): "
                    + String.join(", ", foreign) + ".");
        }
        return Answer.json(
                releases.all(named.stream().map(NodeBrief::systemId).toList(), NodeLifeOperations.erase(call)));
    }

    /// Does at once what happens every few seconds anyway.
    private Answer checkCommissioning(ApiCall call) {
        List<Long> failed = timeouts.sweep().stream()
                .filter(node -> node.status() == NodeStatus.FAILED_COMMISSIONING)
                .map(NodeBrief::id)
                .toList();
        NodeFilter seen = NodeFilter.of(List.of(), call.user().viewer());
        return Answer.pages(lists.of(Pages.of(failed, Pages.SIZE), seen).map(NodeJson.in(call.version())));
    }

    private Answer deploymentStatus(ApiCall call) {
        Map<String, String> status = new LinkedHashMap<>();
        access.named(call).forEach(node -> status.put(node.systemId(), deployment(node.status())));
        return Answer.json(status);
    }

    private static String deployment(NodeStatus status) {
        return switch (status.phase()) {
            case Settled.DEPLOYED, Work.DEPLOYING, Failure.DEPLOYMENT -> status.label();
            case Work _, Failure _, Settled _ -> "Not in deployment";
        };
    }
}
