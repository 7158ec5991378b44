package dev.muster.region.metadata;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.auth.CallingCluster;
import dev.muster.region.caller.Caller;
import dev.muster.region.commissioning.ResultType;
import dev.muster.region.commissioning.Results;
import dev.muster.region.lifecycle.Lifecycle;
import dev.muster.region.node.MachineIdentity;
import dev.muster.region.node.MachinePower;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.Nodes;
import dev.muster.region.power.BmcNetworks;
import dev.muster.region.refusal.RefusedException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.List;
import java.util.Map;

/// Takes what a machine says of its work: stores what it left, and moves the node when the work has ended. What is
/// said twice, because the first answer was lost, does nothing more.
@ApplicationScoped
class Signals {
    private final NodeLock lock;
    private final MachinePower machinePower;
    private final BmcNetworks bmcs;
    private final Results results;
    private final Lifecycle lifecycle;
    private final MachineEvents events;
    private final CallingCluster cluster;
    private final MachineIdentity identity;

    Signals(
            NodeLock lock,
            MachinePower machinePower,
            BmcNetworks bmcs,
            Results results,
            Lifecycle lifecycle,
            MachineEvents events,
            CallingCluster cluster,
            MachineIdentity identity) {
        this.cluster = cluster;
        this.identity = identity;
        this.lock = lock;
        this.machinePower = machinePower;
        this.bmcs = bmcs;
        this.results = results;
        this.lifecycle = lifecycle;
        this.events = events;
    }

    /// @return the files for which there is no room, with the reason; all else is taken
    /// @throws RefusedException in a state in which no machine has anything to say
    @Transactional
    Map<String, List<String>> take(Caller.Machine machine, Signal signal) {
        NodeStatus status = lock.of(machine.nodeId())
                .orElseThrow(() -> Nodes.unknown(machine.systemId()))
                .status();
        return switch (status) {
            case COMMISSIONING -> commissioning(machine, signal);
            case DEPLOYING -> deploying(machine, signal);
            case DISK_ERASING -> erasing(machine, signal);
            // late, and worth reading: why it failed
            case FAILED_COMMISSIONING -> store(machine, ResultType.COMMISSIONING, signal);
            case FAILED_DEPLOYMENT -> store(machine, ResultType.INSTALLATION, signal);
            // the work has ended: these are last words, repeated
            case BROKEN, READY, RELEASING, FAILED_DISK_ERASING -> Map.of();
            case NEW, MISSING, RESERVED, DEPLOYED, RETIRED, ALLOCATED, FAILED_RELEASING ->
                throw RefusedException.conflict(
                        "A machine whose node is '" + status.label() + "' has nothing to signal.");
        };
    }

    /// The key of a commissioning is given to nobody but the machine, and no user runs on it: whatever card it is
    /// seen with, of those that it claimed, is its own.
    private Map<String, List<String>> commissioning(Caller.Machine machine, Signal signal) {
        cluster.nodeMac().ifPresent(mac -> identity.proven(machine.nodeId(), mac));
        Map<String, List<String>> noRoom = store(machine, ResultType.COMMISSIONING, signal);
        signal.power().ifPresent(power -> power(machine, power));
        say(machine, NodeStatus.COMMISSIONING, signal);
        switch (signal.progress()) {
            case WORKING -> {}
            case OK -> commissioned(machine);
            case FAILED -> lifecycle.commissioningFailed(machine.systemId(), reason(signal));
        }
        return noRoom;
    }

    /// A node of which nothing is known is of no use to anybody, whatever its machine says.
    private void commissioned(Caller.Machine machine) {
        results.missing(machine.nodeId())
                .ifPresentOrElse(
                        missing -> lifecycle.commissioningFailed(machine.systemId(), missing),
                        () -> lifecycle.commissioned(machine.systemId()));
    }

    /// That an installation went well is told by the installed system.
    private Map<String, List<String>> deploying(Caller.Machine machine, Signal signal) {
        Map<String, List<String>> noRoom = store(machine, ResultType.INSTALLATION, signal);
        say(machine, NodeStatus.DEPLOYING, signal);
        switch (signal.progress()) {
            case WORKING, OK -> {}
            case FAILED -> lifecycle.deploymentFailed(machine.systemId(), reason(signal));
        }
        return noRoom;
    }

    private Map<String, List<String>> erasing(Caller.Machine machine, Signal signal) {
        Map<String, List<String>> noRoom = store(machine, ResultType.COMMISSIONING, signal);
        switch (signal.progress()) {
            case WORKING -> {
                if (!signal.text().isEmpty()) {
                    lifecycle.erasing(machine.systemId(), signal.text());
                }
            }
            case OK -> {
                say(machine, NodeStatus.DISK_ERASING, signal);
                lifecycle.erased(machine.systemId());
            }
            case FAILED -> {
                say(machine, NodeStatus.DISK_ERASING, signal);
                lifecycle.eraseFailed(machine.systemId(), reason(signal));
            }
        }
        return noRoom;
    }

    private Map<String, List<String>> store(Caller.Machine machine, ResultType type, Signal signal) {
        return results.store(machine.nodeId(), type, signal.scriptResult(), signal.files());
    }

    private void say(Caller.Machine machine, NodeStatus status, Signal signal) {
        if (!signal.text().isEmpty()) {
            events.progress(machine, status, signal.text());
        }
    }

    private void power(Caller.Machine machine, Signal.Power power) {
        machinePower.said(machine.systemId(), power.type(), power.parameters()).ifPresent(bmcs::tellIfRefused);
    }

    private static String reason(Signal signal) {
        return signal.text().isEmpty() ? "the machine said so and gave no reason" : signal.text();
    }
}
