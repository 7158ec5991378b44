package dev.muster.region.power;

import dev.muster.model.node.MacAddress;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerOrder;
import dev.muster.model.power.PowerTypes;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.node.Node;
import dev.muster.region.node.Nodes;
import dev.muster.region.refusal.RefusedException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.transaction.Transactional;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// Where a cluster fetches what a power command needs, passwords included: only the cluster that is meant, and only
/// while the command is wanted. 410 otherwise, so that a command which comes late does nothing.
@Path("/MAAS/cluster/v1/power-commands/{id}")
@RunOnVirtualThread
class PowerCommandsResource {
    private final CommandTable table;
    private final Nodes nodes;
    private final CallingCluster caller;
    private final BmcNetworks bmcs;

    PowerCommandsResource(CommandTable table, Nodes nodes, CallingCluster caller, BmcNetworks bmcs) {
        this.table = table;
        this.nodes = nodes;
        this.caller = caller;
        this.bmcs = bmcs;
    }

    @GET
    @Produces(MediaType.APPLICATION_JSON)
    @Transactional
    public PowerOrder order(@PathParam("id") String id) {
        UUID cluster = caller.uuid()
                .orElseThrow(
                        () -> RefusedException.unauthenticated("Only clusters are told how machines are switched."));
        var command = table.byId(parsed(id)).orElseThrow(() -> RefusedException.gone("There is no such command."));
        if (!command.cluster().equals(cluster)) {
            throw RefusedException.forbidden("The command is another cluster's.");
        }
        if (command.finished() || command.isTooOld()) {
            throw RefusedException.gone("The command is not wanted any more.");
        }
        Node node = nodes.bySystemId(command.systemId()).orElseThrow(() -> RefusedException.gone("The node is gone."));
        // the machine may have named another BMC since the command was given
        bmcs.refusal(node).ifPresent(reason -> {
            throw RefusedException.gone(reason);
        });
        table.taken(command.id());
        // a machine that begins its work must not go on with what it ran: the order is carried out again, to be sure
        boolean again = command.taken() && !node.status().isAtWork();
        return new PowerOrder(
                new PowerCommand(command.id(), cluster, node.systemId(), command.action(), node.powerType()),
                command.left(),
                texts(node.powerType(), nodes.powerParameters(node.systemId())),
                macs(node),
                again);
    }

    private static UUID parsed(String id) {
        try {
            return UUID.fromString(id);
        } catch (IllegalArgumentException _) {
            throw RefusedException.notFound("power command with id", id);
        }
    }

    /// Without what is left of another type.
    private static Map<String, String> texts(String powerType, Map<String, Object> parameters) {
        var texts = new LinkedHashMap<String, String>();
        PowerTypes.of(powerType)
                .ifPresent(type -> parameters.forEach((name, value) -> {
                    if (value != null && type.field(name).isPresent()) {
                        texts.put(name, value.toString());
                    }
                }));
        return texts;
    }

    private static List<MacAddress> macs(Node node) {
        var macs = new LinkedHashSet<MacAddress>();
        node.pxeMac().ifPresent(macs::add);
        macs.addAll(node.macs());
        return List.copyOf(macs);
    }
}
