package dev.muster.cluster.boot.progress;

import dev.muster.cluster.boot.progress.Reporter.Machine;
import dev.muster.cluster.tftp.TftpEvents;
import dev.muster.cluster.tftp.TftpRequest;
import dev.muster.cluster.tftp.codec.MalformedTftpPacket;
import dev.muster.cluster.tftp.policy.TransferOutcome;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import dev.muster.model.log.LogFields;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.jboss.logging.Logger;

/// TFTP as boot progress and counters.
public final class TftpProgress implements TftpEvents {
    private static final Logger LOG = Logger.getLogger(TftpProgress.class);
    private static final String MALFORMED = "muster.tftp.malformed";
    private static final String MALFORMED_HELP = "Packets that are no TFTP, by reason";

    private final Reporter reporter;
    private final MeterRegistry meters;
    private final ReasonCounts counts;
    private final Counter retransmissions;
    private final Counter bytesServed;

    public TftpProgress(Reporter reporter, MeterRegistry meters) {
        this.reporter = reporter;
        this.meters = meters;
        this.counts = new ReasonCounts(meters);
        counts.prepare(MALFORMED, MALFORMED_HELP, MalformedTftpPacket.Reason.values());
        this.retransmissions = Counter.builder("muster.tftp.retransmitted.blocks")
                .description("Blocks sent once more")
                .register(meters);
        this.bytesServed = Counter.builder("muster.tftp.served")
                .baseUnit("bytes")
                .description("Octets of files that clients acknowledged")
                .register(meters);
    }

    @Override
    public void finished(TftpRequest request, long bytes, Duration took, TransferOutcome outcome) {
        bytesServed.increment((double) bytes);
        Timer.builder("muster.tftp.transfer")
                .description("Transfers, from the request to their end")
                .tag("outcome", ReasonCounts.word(outcome))
                .register(meters)
                .record(took);
        switch (outcome) {
            case COMPLETED -> step(request, Outcome.OK, took, request.path() + ", " + bytes + " bytes");
            case ENDED_BY_CLIENT -> {}
            case TIMED_OUT ->
                step(
                        request,
                        Outcome.FAILED,
                        took,
                        request.path() + ": the client fell silent after " + bytes + " bytes");
            case FAILED -> step(request, Outcome.FAILED, took, request.path() + ": the server could not go on");
        }
    }

    @Override
    public void refused(InetSocketAddress client, String path, Refusal reason) {
        counts.add("muster.tftp.refused", "Requests answered with an ERROR, by reason", reason);
    }

    /// Loaders try many a file that need not be there, but no kernel that they were not told to boot.
    @Override
    public void absent(TftpRequest request, String reason) {
        if (!reason.isEmpty()) {
            step(request, Outcome.FAILED, Duration.ZERO, request.path() + ": " + reason);
            return;
        }
        BootSteps.ofFile(request.path())
                .filter(step -> step == BootStep.KERNEL || step == BootStep.INITRD)
                .ifPresent(_ -> step(request, Outcome.FAILED, Duration.ZERO, request.path() + ": no such file"));
    }

    @Override
    public void silent(TftpRequest request, String reason) {
        counts.add("muster.tftp.silent", "Requests left unanswered so that the client asks again", "no-answer");
        step(request, Outcome.FAILED, Duration.ZERO, request.path() + ": no answer now, " + reason);
    }

    @Override
    public void failed(TftpRequest request, Exception cause) {
        try (var _ = request.mac()
                .map(LogFields.none()::mac)
                .orElse(LogFields.none())
                .open()) {
            LOG.errorf(cause, "TFTP %s for %s", request.path(), request.client());
        }
        counts.add("muster.tftp.silent", "Requests left unanswered so that the client asks again", "failed");
        step(request, Outcome.FAILED, Duration.ZERO, request.path() + ": " + cause.getMessage());
    }

    @Override
    public void dropped(InetSocketAddress client, Drop reason) {
        counts.add("muster.tftp.dropped", "Packets dropped, by reason", reason);
    }

    @Override
    public void malformed(InetSocketAddress client, MalformedTftpPacket.Reason reason) {
        counts.add(MALFORMED, MALFORMED_HELP, reason);
    }

    @Override
    public void retransmitted(TftpRequest request, int blocks) {
        retransmissions.increment(blocks);
    }

    private void step(TftpRequest request, Outcome outcome, Duration took, String detail) {
        var mac = request.mac();
        var step = BootSteps.ofFile(request.path()).orElse(BootStep.LOADER);
        if (mac.isPresent()) {
            reporter.report(Machine.at(mac.get(), request.client().getAddress()), step, outcome, took, detail);
        }
    }
}
