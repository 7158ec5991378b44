package dev.muster.region.lifecycle;

import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.region.allocation.BootType;
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
/// @param said what the machine said last itself, or empty
/// @param began when it was to be switched on, or off
/// @param last the furthest step of its last boot
/// @param missing the step that should have followed
/// @param trouble what went wrong in its last boot, or empty
record Progress(
        Work work, String said, Instant began, Optional<Step> last, Optional<BootStep> missing, String trouble) {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("HH:mm:ss 'UTC'").withZone(ZoneOffset.UTC);

    /// @param said as the node has it
    /// @param steps since then, in their order
    static Progress of(Work work, String said, Instant began, List<Step> steps) {
        List<Step> boot = LastBoot.of(steps);
        Optional<Step> last = furthest(work, boot);
        String trouble = boot.stream()
                .filter(step -> step.outcome() == Outcome.FAILED)
                .reduce((_, later) -> later)
                .map(Step::description)
                .orElse("");
        return new Progress(work, said, began, last, missing(work, last.map(Step::step)), trouble);
    }

    /// What a node works at; empty for one that does not.
    static Optional<Work> work(Node node) {
        return switch (node.status()) {
            case COMMISSIONING, DISK_ERASING -> Optional.of(Work.EPHEMERAL);
            case DEPLOYING -> Optional.of(deploying(node));
            case RELEASING -> Optional.of(Work.OFF);
            case NEW,
                    FAILED_COMMISSIONING,
                    MISSING,
                    READY,
                    RESERVED,
                    DEPLOYED,
                    RETIRED,
                    BROKEN,
                    ALLOCATED,
                    FAILED_DEPLOYMENT,
                    FAILED_RELEASING,
                    FAILED_DISK_ERASING -> Optional.empty();
        };
    }

    private static Work deploying(Node node) {
        if (!node.netboot()) {
            return Work.LOCAL;
        }
        return node.use().bootType() == BootType.DI ? Work.INSTALLER : Work.EPHEMERAL;
    }

    private static Optional<Step> furthest(Work work, List<Step> boot) {
        return boot.stream()
                .filter(step -> step.outcome() != Outcome.FAILED)
                .filter(step -> place(work, step.step()) >= 0)
                .reduce((one, other) -> place(work, other.step()) >= place(work, one.step()) ? other : one);
    }

    private static int place(Work work, BootStep step) {
        return work.steps().indexOf(step == BootStep.ROOT_IMAGE ? BootStep.ISCSI_LOGIN : step);
    }

    private static Optional<BootStep> missing(Work work, Optional<BootStep> last) {
        int next = last.map(step -> place(work, step) + 1).orElse(0);
        return next < work.steps().size() ? Optional.of(work.steps().get(next)) : Optional.empty();
    }

    /// `kernel fetched 14:02:11 UTC; no initrd within 60 s`, and what went wrong, if that was seen.
    String sentence(Instant now) {
        return trouble.isEmpty() ? plain(now) : plain(now) + " (" + trouble + ")";
    }

    private String plain(Instant now) {
        if (work == Work.OFF) {
            return "switched off " + TIME.format(began) + "; not seen off within " + length(began, now);
        }
        String seen = last.map(step -> Words.seen(step.step()) + " " + TIME.format(step.at()))
                .orElse((work == Work.LOCAL ? "installed" : "switched on") + " " + TIME.format(began));
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
