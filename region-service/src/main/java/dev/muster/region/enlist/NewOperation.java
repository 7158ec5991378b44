package dev.muster.region.enlist;

import dev.muster.model.node.MacAddress;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.caller.Caller;
import dev.muster.region.caller.Role;
import dev.muster.region.cluster.Clusters;
import dev.muster.region.lifecycle.Lifecycle;
import dev.muster.region.node.HostnameTakenException;
import dev.muster.region.node.MacInUseException;
import dev.muster.region.node.MacRules;
import dev.muster.region.node.NewNodeOperation;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeJson;
import dev.muster.region.node.Nodes;
import dev.muster.region.node.PowerTypes;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// `nodes/ op=new`: a machine makes itself known, or a user does it for the machine.
@ApplicationScoped
class NewOperation implements NewNodeOperation {
    private final Enlistment enlistment;
    private final Nodes nodes;
    private final Lifecycle lifecycle;
    private final Clusters clusters;
    private final CallingCluster callingCluster;
    private final Sources sources;
    private final MacRules rules;
    private final EnlistConfig config;

    NewOperation(
            Enlistment enlistment,
            Nodes nodes,
            Lifecycle lifecycle,
            Clusters clusters,
            CallingCluster callingCluster,
            Sources sources,
            MacRules rules,
            EnlistConfig config) {
        this.enlistment = enlistment;
        this.nodes = nodes;
        this.lifecycle = lifecycle;
        this.clusters = clusters;
        this.callingCluster = callingCluster;
        this.sources = sources;
        this.rules = rules;
        this.config = config;
    }

    @Override
    public Answer answer(ApiCall call) {
        Machine machine = EnlistmentForm.read(call.parameters(), config.maxMacs(), rules);
        if (!machine.zone().isEmpty()) {
            nodes.checkZone(machine.zone());
        }
        if (!call.caller().may(Role.ADMIN) && !PowerTypes.anybodyMaySay(machine.powerType())) {
            throw RefusedException.field(
                    "power_type", "Only an administrator sets '" + machine.powerType() + "', not the machine itself.");
        }
        Trust trust = sources.of(call, machine);
        boolean byUser = call.caller() instanceof Caller.User;
        try {
            Optional<Long> cluster = cluster(machine, call);
            Node node = enlistment.enlist(machine, trust, cluster, byUser);
            return Answer.json(NodeJson.of(goneOn(node, trust, cluster), call.version()));
        } catch (MacInUseException e) {
            throw RefusedException.field("mac_addresses", "MAC address " + e.mac() + " already in use.");
        } catch (HostnameTakenException e) {
            throw RefusedException.field("hostname", String.valueOf(e.getMessage()));
        }
    }

    /// Whom an administrator adds needs nobody to accept it. Where the cluster wants one boot, the machine that
    /// asks is told by its node's state to go on.
    private Node goneOn(Node node, Trust trust, Optional<Long> cluster) {
        return switch (trust) {
            case Trust.Administrator() -> lifecycle.commission(node.systemId()).orElse(node);
            case Trust.Attested(MacAddress _) ->
                cluster.filter(clusters::oneBoot).isPresent()
                        ? lifecycle.commissionRunning(node.systemId()).orElse(node)
                        : node;
            case Trust.Hearsay() -> node;
        };
    }

    private Optional<Long> cluster(Machine machine, ApiCall call) {
        if (callingCluster.isPresent()) {
            return callingCluster.id();
        }
        if (machine.cluster().isPresent()) {
            return Optional.of(machine.cluster()
                    .flatMap(clusters::idOf)
                    .orElseThrow(() -> RefusedException.field("nodegroup", "There is no cluster of this uuid.")));
        }
        return clusters.serving(call.remoteAddress());
    }
}
