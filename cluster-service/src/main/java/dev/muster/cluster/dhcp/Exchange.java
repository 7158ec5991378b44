package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.MalformedDhcpPacket;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.LeaseJournal;
import dev.muster.cluster.dhcp.policy.Decision;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.server.DhcpPort;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.OptionalInt;

/// Takes a request from the wire to its answer: decode, decide, write down, send, report.
final class Exchange implements DhcpPort.Requests {
    private static final System.Logger LOG = System.getLogger(Exchange.class.getName());

    private final DhcpPolicy policy;
    private final LeaseJournal journal;
    private final Clock clock;
    private final DhcpEvents events;

    Exchange(DhcpPolicy policy, LeaseJournal journal, Clock clock, DhcpEvents events) {
        this.policy = policy;
        this.journal = journal;
        this.clock = clock;
        this.events = events;
    }

    @Override
    public void received(ByteBuffer bytes, DhcpPort port) {
        long start = System.nanoTime();
        try {
            var request = DhcpPacket.decode(bytes);
            act(request, policy.on(request, port.interfaceName(), clock.instant()), port, start);
        } catch (MalformedDhcpPacket e) {
            events.dropped(e.reason().label());
        } catch (RuntimeException e) {
            // a fault of ours in one packet must not end the service
            events.dropped("internal_error");
            LOG.log(Level.ERROR, "cannot answer a DHCP request on " + port.interfaceName(), e);
        }
    }

    @Override
    public void notSent(DhcpPort port, Throwable why) {
        events.dropped("not_sent");
        LOG.log(Level.DEBUG, "an answer was not sent on {0}: {1}", port.interfaceName(), why.getMessage());
    }

    private void act(DhcpPacket request, Decision decision, DhcpPort port, long start) {
        switch (decision) {
            case Decision.Offer offer -> {
                port.send(offer.answer());
                events.offered(offer.mac(), offer.address().toInet(), port.interfaceName());
            }
            case Decision.Grant grant ->
                writeDown(grant.lease(), () -> {
                    port.send(grant.answer());
                    events.leased(
                            grant.lease(),
                            port.interfaceName(),
                            Duration.ofNanos(System.nanoTime() - start),
                            arch(request),
                            grant.renewal());
                });
            case Decision.Refuse refusal -> {
                port.send(refusal.answer());
                events.refused(refusal.mac(), refusal.address().toInet(), port.interfaceName());
            }
            case Decision.Inform inform -> port.send(inform.answer());
            case Decision.Released released -> writeDown(released.ended(), () -> events.released(released.ended()));
            case Decision.Declined declined -> {
                events.conflict(
                        declined.ended().address().toInet(), declined.subnet().toString());
                writeDown(declined.ended(), () -> {});
            }
            case Decision.Exhausted exhausted ->
                events.poolExhausted(exhausted.mac(), exhausted.subnet().toString());
            case Decision.Silent silent -> events.dropped(silent.why().label());
        }
    }

    /// Calls back once the lease is on disk; never, if it cannot be written: the client asks again.
    private void writeDown(Lease lease, Runnable then) {
        boolean taken = journal.append(lease, onDisk -> {
            if (onDisk) {
                then.run();
            } else {
                events.dropped("journal_failed");
            }
        });
        if (!taken) {
            events.dropped("journal_full");
        }
    }

    private static OptionalInt arch(DhcpPacket request) {
        var archs = request.clientArchs();
        return archs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(archs.getFirst());
    }
}
