package dev.muster.region.metadata;

import dev.muster.model.node.NodePhase.Failure;
import dev.muster.model.node.NodePhase.Settled;
import dev.muster.model.node.NodePhase.Work;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.caller.Caller;
import dev.muster.region.commissioning.ResultType;
import dev.muster.region.commissioning.Results;
import dev.muster.region.events.EventLevel;
import dev.muster.region.events.EventType;
import dev.muster.region.lifecycle.Lifecycle;
import dev.muster.region.metadata.StatusReport.Result;
import dev.muster.region.node.NodeLock;
import dev.muster.region.node.Nodes;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes what cloud-init and curtin report: each call is an event, files are kept as results, and an installation
/// that failed fails the deployment. cloud-init's own opinion of its modules decides nothing.
@ApplicationScoped
class StatusReports {
    private final NodeLock lock;
    private final Results results;
    private final Lifecycle lifecycle;
    private final MachineEvents events;
    private final ReportFlood flood;
    private final Throttle progress;

    StatusReports(
            NodeLock lock,
            Results results,
            Lifecycle lifecycle,
            MachineEvents events,
            ReportFlood flood,
            InstantSource clock) {
        this.lock = lock;
        this.results = results;
        this.lifecycle = lifecycle;
        this.events = events;
        this.flood = flood;
        this.progress = new Throttle(Duration.ofSeconds(2), clock);
    }

    /// @return the files for which there is no room, with the reason; all else is taken
    @Transactional
    Map<String, List<String>> take(Caller.Machine machine, StatusReport report) {
        boolean heard = heard(machine, report);
        if (!heard && report.files().isEmpty() && !report.isFailedInstallation()) {
            return Map.of();
        }
        NodeStatus status = lock.of(machine.nodeId())
                .orElseThrow(() -> Nodes.unknown(machine.systemId()))
                .status();
        Map<String, List<String>> noRoom = type(status)
                .map(type -> results.store(machine.nodeId(), type, 0, report.files()))
                .orElse(Map.of());
        if (heard) {
            tell(machine, status, report);
        }
        if (report.isFailedInstallation() && status == NodeStatus.DEPLOYING) {
            lifecycle.deploymentFailed(machine.systemId(), words(report));
        }
        return noRoom;
    }

    /// What is thinned out anyhow counts as nothing.
    private boolean heard(Caller.Machine machine, StatusReport report) {
        return switch (report.kind()) {
            case PROGRESS -> progress.lets(machine.systemId()) && flood.lets(machine);
            case START, FINISH -> flood.lets(machine);
        };
    }

    private void tell(Caller.Machine machine, NodeStatus status, StatusReport report) {
        switch (report.kind()) {
            case START -> record(machine, report, tells(machine, status, report) ? EventLevel.DEBUG : level(report));
            case PROGRESS -> {
                if (!tells(machine, status, report)) {
                    record(machine, report, EventLevel.DEBUG);
                }
            }
            case FINISH -> record(machine, report, level(report));
        }
    }

    /// Whether the report became what the node is seen to be doing, which is an event already.
    private boolean tells(Caller.Machine machine, NodeStatus status, StatusReport report) {
        return (report.isCurtin() || report.depth() == 0) && events.progress(machine, status, words(report));
    }

    private void record(Caller.Machine machine, StatusReport report, EventLevel level) {
        EventType type = report.isCurtin() ? EventType.NODE_INSTALL_EVENT : EventType.NODE_STATUS_EVENT;
        events.record(machine, type, level, sentence(report));
    }

    /// What the files of a report are, by what the machine is at; nothing where it is at nothing.
    private static Optional<ResultType> type(NodeStatus status) {
        return switch (status.phase()) {
            case Work.COMMISSIONING, Failure.COMMISSIONING, Work.DISK_ERASING -> Optional.of(ResultType.COMMISSIONING);
            case Work.DEPLOYING, Failure.DEPLOYMENT, Settled.DEPLOYED -> Optional.of(ResultType.INSTALLATION);
            case Work _, Failure _, Settled _ -> Optional.empty();
        };
    }

    /// An operator who wants no detail sees the steps of curtin and the stages of cloud-init, and what went wrong.
    private static EventLevel level(StatusReport report) {
        return switch (report.result()) {
            case FAIL -> EventLevel.ERROR;
            case WARN -> EventLevel.WARNING;
            case NONE, SUCCESS -> report.depth() > (report.isCurtin() ? 1 : 0) ? EventLevel.DEBUG : EventLevel.INFO;
        };
    }

    private static String words(StatusReport report) {
        return report.description().isEmpty() ? report.name() : report.description();
    }

    /// `curtin cmd-install/stage-network finished (FAIL): configuring the network`
    private static String sentence(StatusReport report) {
        String happened =
                switch (report.kind()) {
                    case START -> " began";
                    case PROGRESS -> "";
                    case FINISH ->
                        report.result() == Result.SUCCESS ? " finished" : " finished (" + report.result() + ")";
                };
        String what = (report.origin() + " " + report.name()).strip() + happened;
        return report.description().isEmpty() ? what : what + ": " + report.description();
    }
}
