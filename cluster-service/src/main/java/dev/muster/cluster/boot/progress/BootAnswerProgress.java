package dev.muster.cluster.boot.progress;

import dev.muster.cluster.boot.BootAnswerEvents;
import dev.muster.cluster.boot.BootDecision;
import dev.muster.cluster.boot.BootDecision.Boot;
import dev.muster.cluster.boot.BootQuery;
import dev.muster.cluster.boot.progress.Reporter.Machine;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// Decisions on what to boot, as counters; and as progress where the last answer had to do.
public final class BootAnswerProgress implements BootAnswerEvents {
    private static final Logger LOG = Logger.getLogger(BootAnswerProgress.class);

    private static final String ANSWERED = "answered";
    private static final String LAST_ANSWER = "last-answer";
    private static final String UNKNOWN = "unknown";
    private static final String SILENT = "silent";
    private static final List<String> RESULTS = List.of(ANSWERED, LAST_ANSWER, UNKNOWN, SILENT);

    private final Reporter reporter;
    private final MeterRegistry meters;
    private final MacTable macs;
    private final QuietPeriod<String> regionAway = new QuietPeriod<>(Duration.ofSeconds(30));

    /// @param macs who has an address: that a machine boots is told only of the one that asks
    public BootAnswerProgress(Reporter reporter, MacTable macs, MeterRegistry meters) {
        this.macs = macs;
        this.reporter = reporter;
        this.meters = meters;
        // there before the first of them, so that an alert can be written
        RESULTS.forEach(this::timer);
    }

    private Timer timer(String result) {
        return Timer.builder("muster.boot.decision")
                .description("Time to decide what a machine is to boot, by result")
                .tag("result", result)
                .register(meters);
    }

    @Override
    public void decided(BootQuery query, BootDecision decision, Duration took) {
        timer(result(decision)).record(took);
        if (decision instanceof Boot(var answer, var outcome) && outcome == Outcome.DEGRADED) {
            query.mac()
                    .filter(mac ->
                            macs.macOf(query.remote()).filter(mac::equals).isPresent())
                    .ifPresent(mac -> reporter.report(
                            Machine.at(mac, query.remote()),
                            BootStep.BOOT_CONFIG,
                            Outcome.DEGRADED,
                            took,
                            "the region does not answer; as the last time: "
                                    + answer.purpose().wireName()));
        }
    }

    @Override
    public void regionUnavailable(BootQuery query, Exception cause) {
        if (regionAway.isOver("pxeconfig")) {
            LOG.warnf("no boot answer from the region: %s", cause.getMessage());
        }
    }

    @Override
    public void cacheBroken(BootQuery query, IOException cause) {
        LOG.errorf("the last boot answers on disk cannot be used: %s", cause);
    }

    private static String result(BootDecision decision) {
        return switch (decision) {
            case Boot boot -> boot.outcome() == Outcome.OK ? ANSWERED : LAST_ANSWER;
            case BootDecision.Unknown _ -> UNKNOWN;
            case BootDecision.Silent _ -> SILENT;
        };
    }
}
