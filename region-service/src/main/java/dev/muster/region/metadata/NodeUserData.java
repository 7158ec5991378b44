package dev.muster.region.metadata;

import dev.muster.model.boot.BootPurpose;
import dev.muster.model.node.NodePhase.Work;
import dev.muster.region.allocation.Allocations;
import dev.muster.region.boot.BootPolicy;
import dev.muster.region.caller.Caller;
import dev.muster.region.lifecycle.Lifecycle;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.Nodes;
import dev.muster.region.preseed.MachineContext;
import dev.muster.region.preseed.MachinePrograms;
import dev.muster.region.preseed.Preseeds;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// What a node's machine is to run, by what it boots for. A machine that has nothing to do switches itself off.
@ApplicationScoped
class NodeUserData {
    private final Nodes nodes;
    private final NodeLock lock;
    private final Allocations allocations;
    private final Lifecycle lifecycle;
    private final MachinePrograms programs;
    private final Preseeds preseeds;
    private final InstallPlans plans;

    NodeUserData(
            Nodes nodes,
            NodeLock lock,
            Allocations allocations,
            Lifecycle lifecycle,
            MachinePrograms programs,
            Preseeds preseeds,
            InstallPlans plans) {
        this.nodes = nodes;
        this.lock = lock;
        this.allocations = allocations;
        this.lifecycle = lifecycle;
        this.programs = programs;
        this.preseeds = preseeds;
        this.plans = plans;
    }

    /// That the installed system asks is how one knows that it runs: the node is deployed then, also if its user gave
    /// no user-data. Before the installer is through there is no such system, whoever asks.
    ///
    /// @return empty if the user gave none
    @Transactional
    Optional<byte[]> fetch(Caller.Machine machine, Tree tree, String baseUrl) {
        if (lock.of(machine.nodeId()).isEmpty()) {
            throw Nodes.unknown(machine.systemId());
        }
        Node node = node(machine);
        if (tree == Tree.NODE
                && node.status().phase() == Work.DEPLOYING
                && BootPolicy.purpose(node) == BootPurpose.LOCAL) {
            lifecycle.deployed(machine.systemId());
            node = node(machine);
        }
        var context = new MachineContext(baseUrl, node.systemId(), node.hostname());
        return switch (BootPolicy.purpose(node)) {
            case COMMISSIONING -> Optional.of(ephemeral(node, context));
            case XINSTALL, INSTALL -> Optional.of(tree == Tree.INSTALLER ? plans.userData(node, baseUrl) : poweroff());
            case LOCAL -> tree == Tree.NODE ? allocations.userData(node.id()) : Optional.of(poweroff());
            case POWEROFF -> Optional.of(poweroff());
        };
    }

    private byte[] ephemeral(Node node, MachineContext context) {
        return node.status().phase() == Work.DISK_ERASING
                ? programs.eraseUserData(context)
                : programs.commissioningUserData(context);
    }

    private Node node(Caller.Machine machine) {
        return nodes.bySystemId(machine.systemId()).orElseThrow(() -> Nodes.unknown(machine.systemId()));
    }

    private byte[] poweroff() {
        return preseeds.poweroff().getBytes(StandardCharsets.UTF_8);
    }
}
