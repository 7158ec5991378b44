package dev.muster.region.lifecycle;

import dev.muster.model.boot.BootPurpose;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.node.NodePhase;
import dev.muster.region.boot.BootPolicy;
import dev.muster.region.events.BootTrail.Step;
import dev.muster.region.node.Node;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/// How far a machine has come in its work, told by the boot steps that were seen of it.
///
/// @param awaited what its work waits for
/// @param said what the machine said last itself, or empty
/// @param began when it was to be switched on, or off
/// @param last the furthest step of its last boot
/// @param missing the step that should have followed
/// @param trouble what went wrong in its last boot, or empty
record Progress(
        Awaited awaited, String said, Instant began, Optional<Step> last, Optional<BootStep> missing, String trouble) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /// @param said as the node has it
    /// @param steps since then, in their order
    static Progress of(Awaited awaited, String said, Instant began, List<Step> steps) {
        List<Step> boot = LastBoot.of(steps);
        Optional<Step> last = furthest(awaited, boot);
        String trouble = boot.stream()
                .filter(step -> step.outcome() == Outcome.FAILED)
                .reduce((_, later) -> later)
                .map(Step::description)
                .orElse("");
        return new Progress(awaited, said, began, last, missing(awaited, last.map(Step::step)), trouble);
    }

    /// What a node in progress waits for; empty for one that does not work.
    static Optional<Awaited> awaited(Node node) {
        return node.status().phase() instanceof NodePhase.Work work ? awaited(node, work) : Optional.empty();
    }

    private static Optional<Awaited> awaited(Node node, NodePhase.Work work) {
        return switch (work) {
            case RELEASING -> Optional.of(Awaited.OFF);
            case COMMISSIONING, DEPLOYING, DISK_ERASING -> boot(BootPolicy.purpose(node));
        };
    }

    private static Optional<Awaited> boot(BootPurpose purpose) {
        return switch (purpose) {
            case COMMISSIONING, XINSTALL -> Optional.of(Awaited.EPHEMERAL);
            case INSTALL -> Optional.of(Awaited.INSTALLER);
            case LOCAL -> Optional.of(Awaited.LOCAL);
            case POWEROFF -> Optional.empty();
        };
    }

    private static Optional<Step> furthest(Awaited awaited, List<Step> boot) {
        return boot.stream()
                .filter(step -> step.outcome() != Outcome.FAILED)
                .filter(step -> place(awaited, step.step()) >= 0)
                .reduce((one, other) -> place(awaited, other.step()) >= place(awaited, one.step()) ? other : one);
    }

    private static int place(Awaited awaited, BootStep step) {
        return awaited.steps().indexOf(step == BootStep.ROOT_IMAGE ? BootStep.ISCSI_LOGIN : step);
    }

    private static Optional<BootStep> missing(Awaited awaited, Optional<BootStep> last) {
        int next = last.map(step -> place(awaited, step) + 1).orElse(0);
        return next < awaited.steps().size() ? Optional.of(awaited.steps().get(next)) : Optional.empty();
    }

    /// `kernel fetched 14:02:11 UTC; no initrd within 60 s`, and what went wrong, if that was seen.
    String sentence(Instant now) {
        return trouble.isEmpty() ? plain(now) : plain(now) + " (" + trouble + ")";
    }

    private String plain(Instant now) {
        if (awaited == Awaited.OFF) {
            return "switched off " + TIME.format(began) + "; not seen off within " + length(began, now);
        }
        String seen = last.map(step -> Words.seen(step.step()) + " " + TIME.format(step.at()))
                .orElse((awaited == Awaited.LOCAL ? "installed" : "switched on") + " " + TIME.format(began));
        String within = " within " + length(last.map(Step::at).orElse(began), now);
        return missing.map(step -> seen + "; no " + Words.missing(step) + within)
                .orElse(seen + "; " + silence() + within);
    }

    private String silence() {
        return (said.isEmpty() ? "" : "the machine said '" + said + "'; ") + "not finished";
    }

    private static String length(Instant from, Instant to) {
        Duration length = Duration.between(from, to);
        return length.toSeconds() < 120 ? Math.max(0, length.toSeconds()) + " s" : length.toMinutes() + " min";
    }
}
