package dev.muster.cluster.boot.progress;

import dev.muster.cluster.boot.progress.Reporter.Machine;
import dev.muster.cluster.iscsi.IscsiEvents;
import dev.muster.cluster.iscsi.IscsiPeer;
import dev.muster.cluster.iscsi.Traffic;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.session.CloseReason;
import dev.muster.cluster.iscsi.session.LoginRefusal;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;

/// iSCSI as boot progress and counters.
public final class IscsiProgress implements IscsiEvents {
    private static final String MALFORMED = "muster.iscsi.malformed";
    private static final String MALFORMED_HELP = "PDUs that ended their connection, by reason";

    private final Reporter reporter;
    private final MacTable macs;
    private final ReasonCounts counts;
    private final QuietPeriod<Refused> refusals = new QuietPeriod<>(Duration.ofMinutes(1));
    private final Timer logins;
    private final Counter read;
    private final Counter written;

    private record Refused(InetAddress remote, LoginRefusal reason) {}

    public IscsiProgress(Reporter reporter, MacTable macs, MeterRegistry meters) {
        this.reporter = reporter;
        this.macs = macs;
        this.counts = new ReasonCounts(meters);
        counts.prepare(MALFORMED, MALFORMED_HELP, MalformedPdu.Reason.values());
        this.logins = Timer.builder("muster.iscsi.login")
                .description("Logins, from the connection to full feature phase")
                .register(meters);
        this.read = Counter.builder("muster.iscsi.read")
                .baseUnit("bytes")
                .description("Bytes of images read in sessions that have ended")
                .register(meters);
        this.written = Counter.builder("muster.iscsi.written")
                .baseUnit("bytes")
                .description("Bytes that initiators sent to write or compare in sessions that have ended")
                .register(meters);
    }

    @Override
    public void loggedIn(IscsiPeer peer, Duration took) {
        logins.record(took);
        if (!peer.target().isEmpty()) {
            step(peer.remote(), Outcome.OK, took, peer.initiator() + " at " + peer.target());
        }
    }

    @Override
    public void loggedOut(IscsiPeer peer, CloseReason reason, Traffic traffic) {
        read.increment((double) traffic.read());
        written.increment((double) traffic.written());
        counts.add("muster.iscsi.closed", "Sessions that ended, by reason", reason);
    }

    @Override
    public void closedBeforeLogin(InetSocketAddress remote, CloseReason reason) {
        counts.add("muster.iscsi.unfinished.logins", "Connections that ended before their login was complete", reason);
    }

    @Override
    public void loginRefused(InetSocketAddress remote, LoginRefusal reason) {
        counts.add("muster.iscsi.refused", "Logins refused, by reason", reason);
        if (refusals.isOver(new Refused(remote.getAddress(), reason))) {
            step(remote, Outcome.FAILED, Duration.ZERO, "login refused: " + ReasonCounts.word(reason));
        }
    }

    @Override
    public void malformed(InetSocketAddress remote, MalformedPdu.Reason reason) {
        counts.add(MALFORMED, MALFORMED_HELP, reason);
    }

    private void step(InetSocketAddress remote, Outcome outcome, Duration took, String detail) {
        macs.macOf(remote.getAddress())
                .ifPresent(mac -> reporter.report(
                        Machine.at(mac, remote.getAddress()), BootStep.ISCSI_LOGIN, outcome, took, detail));
    }
}
