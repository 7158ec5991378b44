package dev.muster.cluster.boot.progress;

import dev.muster.cluster.boot.progress.Reporter.Machine;
import dev.muster.cluster.iscsi.IscsiEvents;
import dev.muster.cluster.iscsi.IscsiPeer;
import dev.muster.cluster.iscsi.codec.MalformedPdu;
import dev.muster.cluster.iscsi.policy.CloseReason;
import dev.muster.cluster.iscsi.policy.LoginRefusal;
import dev.muster.model.event.BootStep;
import dev.muster.model.event.Outcome;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Locale;

/// iSCSI as boot progress and counters.
public final class IscsiProgress implements IscsiEvents {
    private final Reporter reporter;
    private final MacTable macs;
    private final MeterRegistry meters;
    private final Timer logins;
    private final Counter bytes;

    public IscsiProgress(Reporter reporter, MacTable macs, MeterRegistry meters) {
        this.reporter = reporter;
        this.macs = macs;
        this.meters = meters;
        this.logins = Timer.builder("muster.iscsi.login")
                .description("Logins, from the connection to full feature phase")
                .register(meters);
        this.bytes = Counter.builder("muster.iscsi.read")
                .baseUnit("bytes")
                .description("Bytes of images read in sessions that have ended")
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
    public void loggedOut(IscsiPeer peer, CloseReason reason, long bytesRead) {
        bytes.increment((double) bytesRead);
        count("muster.iscsi.closed", "Sessions that ended, by reason", reason);
    }

    @Override
    public void closedBeforeLogin(InetSocketAddress remote, CloseReason reason) {
        count("muster.iscsi.unfinished.logins", "Connections that ended before their login was complete", reason);
    }

    @Override
    public void loginRefused(InetSocketAddress remote, LoginRefusal reason) {
        count("muster.iscsi.refused", "Logins refused, by reason", reason);
        step(remote, Outcome.FAILED, Duration.ZERO, "login refused: " + word(reason));
    }

    @Override
    public void malformed(InetSocketAddress remote, MalformedPdu.Reason reason) {
        count("muster.iscsi.malformed", "PDUs that ended their connection, by reason", reason);
    }

    private void step(InetSocketAddress remote, Outcome outcome, Duration took, String detail) {
        macs.macOf(remote.getAddress())
                .ifPresent(mac -> reporter.report(
                        Machine.at(mac, remote.getAddress()), BootStep.ISCSI_LOGIN, outcome, took, detail));
    }

    private void count(String name, String description, Enum<?> reason) {
        Counter.builder(name)
                .description(description)
                .tag("reason", word(reason))
                .register(meters)
                .increment();
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
