package dev.muster.region.lifecycle;

import dev.muster.model.node.NodeStatus;
import dev.muster.model.power.PowerAction;
import dev.muster.region.allocation.BootType;
import dev.muster.region.api.Answer;
import dev.muster.region.api.ApiCall;
import dev.muster.region.api.Operations;
import dev.muster.region.api.Operations.Method;
import dev.muster.region.api.Shape;
import dev.muster.region.caller.Role;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeAccess;
import dev.muster.region.node.NodeJson;
import dev.muster.region.node.NodeOperations;
import dev.muster.region.node.Truth;
import dev.muster.region.power.Power;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/// The life of one node, by the operations of `nodes/<system_id>/`.
@ApplicationScoped
class NodeLifeOperations implements NodeOperations {
    static final String COMMENT = "comment: taken and not kept";

    private final Lifecycle lifecycle;
    private final NodeAccess access;
    private final Power power;
    private final Switches switches;

    NodeLifeOperations(Lifecycle lifecycle, NodeAccess access, Power power, Switches switches) {
        this.lifecycle = lifecycle;
        this.access = access;
        this.power = power;
        this.switches = switches;
    }

    @Override
    public void addTo(Operations operations) {
        operations
                .on(Method.POST, "start", Role.USER, this::start)
                .says(
                        "Installs the node, which the caller has acquired, and boots it.",
                        "user_data: for cloud-init of the installed system, in base64",
                        "osystem: operating system to install",
                        "distro_series: its release, or both as osystem/series",
                        COMMENT)
                .answers(Shape.of(NodeJson.class))
                .on(Method.POST, "stop", Role.USER, this::stop)
                .says("Switches the node off.", "stop_mode: hard, or soft to ask its system", COMMENT)
                .answers(Shape.orNull(NodeJson.class))
                .on(Method.POST, "commission", Role.ADMIN, this::commission)
                .says("Switches the node on and looks at its hardware.", COMMENT)
                .answers(Shape.of(NodeJson.class))
                .on(Method.POST, "release", Role.USER, this::release)
                .says("Gives the node back.", "erase bool: 1 to wipe its disks, 0 not to", COMMENT)
                .answers(Shape.of(NodeJson.class))
                .on(Method.POST, "mark_broken", Role.USER, this::markBroken)
                .says("Takes the node out of service.", "error_description: what is wrong", "comment: the same")
                .answers(Shape.of(NodeJson.class))
                .on(Method.POST, "mark_fixed", Role.ADMIN, this::markFixed)
                .says("Takes the node back into service.", COMMENT)
                .answers(Shape.of(NodeJson.class))
                .on(Method.POST, "abort_operation", Role.USER, this::abort)
                .says("Ends what is being done with the node.", COMMENT)
                .answers(Shape.of(NodeJson.class));
    }

    private Answer start(ApiCall call) {
        Node node = access.editable(call);
        boolean installs = node.status() == NodeStatus.ALLOCATED && node.use().bootType() == BootType.DI;
        if (installs && node.use().bootDisk().isPresent()) {
            throw RefusedException.conflict("The distribution's installer takes the first disk, and one was chosen:"
                    + " clear_boot_disk, or set boot_type to fastpath.");
        }
        return node(lifecycle.start(node.systemId(), InstallationForm.read(call.parameters(), node)), call);
    }

    /// `null` for a machine that only a person can switch off.
    private Answer stop(ApiCall call) {
        Node node = access.editable(call);
        PowerAction how = stopMode(call);
        if (!switches.control(node).off()) {
            return Answer.json(null);
        }
        power.off(node.systemId(), how);
        return Answer.json(NodeJson.of(node, call.version()));
    }

    private static PowerAction stopMode(ApiCall call) {
        return switch (call.parameters().text("stop_mode").orElse("hard")) {
            case "hard" -> PowerAction.OFF;
            case "soft" -> PowerAction.SOFT_OFF;
            default -> throw RefusedException.field("stop_mode", "'hard' or 'soft' is expected.");
        };
    }

    private Answer commission(ApiCall call) {
        return node(lifecycle.commission(access.visible(call).systemId()), call);
    }

    /// Who gives back what he has given back already is told that it is free.
    private Answer release(ApiCall call) {
        Node node = access.visible(call);
        return node.status() == NodeStatus.READY
                ? Answer.json(NodeJson.of(node, call.version()))
                : node(lifecycle.release(access.editable(call).systemId(), erase(call)), call);
    }

    /// Empty for what is set for the node.
    static Optional<Boolean> erase(ApiCall call) {
        return call.parameters().text("erase").map(text -> Truth.of("erase", text));
    }

    private Answer markBroken(ApiCall call) {
        String reason = call.parameters()
                .text("error_description")
                .or(() -> call.parameters().text("comment"))
                .orElse("");
        return node(lifecycle.markBroken(access.editable(call).systemId(), reason), call);
    }

    private Answer markFixed(ApiCall call) {
        return node(lifecycle.markFixed(access.visible(call).systemId()), call);
    }

    private Answer abort(ApiCall call) {
        return node(lifecycle.abort(access.editable(call).systemId()), call);
    }

    private static Answer node(Optional<Node> node, ApiCall call) {
        return Answer.json(NodeJson.of(
                node.orElseThrow(() -> RefusedException.notFound("The node has been deleted meanwhile.")),
                call.version()));
    }
}
