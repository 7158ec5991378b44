package dev.muster.region.metadata;

import dev.muster.region.api.BodyReader;
import dev.muster.region.api.MalformedBodyException;
import dev.muster.region.api.Parameters;
import dev.muster.region.caller.Caller;
import dev.muster.region.lifecycle.Lifecycle;
import dev.muster.region.refusal.RefusedException;
import dev.muster.region.tags.TagEvaluation;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What machines post: signals, reports, and how they want to boot next.
@ApplicationScoped
class MachineCalls {
    private static final Duration TAGS = Duration.ofSeconds(10);

    /// What a machine says to people; an octet that is no text does not cost the whole call.
    private static final Set<String> FOR_PEOPLE = Set.of("error");

    private final AskingMachine asking;
    private final Signals signals;
    private final StatusReports reports;
    private final Lifecycle lifecycle;
    private final FreshBoot fresh;
    private final TagEvaluation tags;

    MachineCalls(
            AskingMachine asking,
            Signals signals,
            StatusReports reports,
            Lifecycle lifecycle,
            FreshBoot fresh,
            TagEvaluation tags) {
        this.tags = tags;
        this.fresh = fresh;
        this.asking = asking;
        this.signals = signals;
        this.reports = reports;
        this.lifecycle = lifecycle;
    }

    /// What was posted.
    static final class Call {
        private final Parameters query;
        private final String contentType;
        private final byte[] body;

        Call(Parameters query, String contentType, byte[] body) {
            this.query = query;
            this.contentType = contentType;
            this.body = body.clone();
        }

        Parameters form() {
            try {
                return BodyReader.read(contentType, body, FOR_PEOPLE);
            } catch (MalformedBodyException e) {
                throw RefusedException.invalid("Bad Request: " + e.getMessage());
            }
        }

        String op(Parameters form) {
            return Parameters.op(query, form).orElse("");
        }
    }

    /// A machine that names its node and has no key, but is attested by its cluster.
    void byId(String systemId, Call call) {
        String op = call.op(call.form());
        if (!op.equals("netboot_off")) {
            throw unrecognised(op);
        }
        fresh.only(asking.named(systemId, "netboot_off"), node -> {
            lifecycle.netbootOff(node.systemId());
            return node;
        });
    }

    /// A machine with its node's key.
    void byKey(Caller.Machine machine, Call call) {
        Parameters form = call.form();
        String op = call.op(form);
        switch (op) {
            case "signal" -> {
                Signal signal = SignalForm.read(form);
                if (signal.progress() == Signal.Progress.OK) {
                    // whoever sees the node in its next state is to see its tags; but the machine does not wait for
                    // ever
                    tags.settled(machine.nodeId(), TAGS);
                }
                refuse(signal.refused(), signals.take(machine, signal));
            }
            case "netboot_off" -> lifecycle.netbootOff(machine.systemId());
            case "netboot_on" -> lifecycle.netbootOn(machine.systemId());
            default -> throw unrecognised(op);
        }
    }

    void status(Caller.Machine machine, String systemId, Call call) {
        if (!machine.systemId().equals(systemId)) {
            throw RefusedException.forbidden("Forbidden: a machine reports on itself only.");
        }
        StatusReport report = StatusJson.read(call.body);
        refuse(report.refused(), reports.take(machine, report));
    }

    /// Only after all else has been stored.
    private static void refuse(Map<String, List<String>> wrong, Map<String, List<String>> noRoom) {
        if (!noRoom.isEmpty()) {
            var all = new LinkedHashMap<>(wrong);
            all.putAll(noRoom);
            throw RefusedException.tooLarge(all);
        }
        if (!wrong.isEmpty()) {
            throw RefusedException.fields(wrong);
        }
    }

    private static RefusedException unrecognised(String op) {
        return RefusedException.invalid("Unrecognised signature: method=POST op=" + (op.isEmpty() ? "None" : op));
    }
}
