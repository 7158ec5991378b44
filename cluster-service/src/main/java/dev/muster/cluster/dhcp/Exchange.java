package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MalformedDhcpPacket;
import dev.muster.cluster.dhcp.lease.JournalEntry;
import dev.muster.cluster.dhcp.policy.Decision;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.policy.ReplyTarget;
import dev.muster.cluster.dhcp.server.AnswerPort;
import dev.muster.cluster.dhcp.server.DhcpPort;
import dev.muster.cluster.dhcp.server.Message;
import dev.muster.cluster.journal.Appender;
import dev.muster.cluster.journal.WriteAhead;
import dev.muster.cluster.net.Losses;
import dev.muster.model.log.LogFields;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;
import java.util.function.Function;

/// Takes a request from the wire to its answer: decode, decide, write down, send, report.
final class Exchange implements DhcpPort.Requests {
    private final DhcpPolicy policy;
    private final WriteAhead<JournalEntry> journal;
    private final Clock clock;
    private final DhcpEvents events;
    private final Losses losses;

    Exchange(DhcpPolicy policy, Appender<JournalEntry> journal, Clock clock, DhcpEvents events) {
        this.policy = policy;
        this.journal = new WriteAhead<>(journal, events::dropped);
        this.clock = clock;
        this.events = events;
        this.losses = new Losses("DHCP", events::dropped);
    }

    @Override
    public void received(ByteBuffer bytes, InetSocketAddress sender, AnswerPort port) {
        take(bytes, port, request -> policy.on(request, port.interfaceName(), clock.instant()));
    }

    /// For what comes to port 4011.
    DhcpPort.Requests bootService() {
        return new BootService();
    }

    private final class BootService implements DhcpPort.Requests {
        @Override
        public void received(ByteBuffer bytes, InetSocketAddress sender, AnswerPort port) {
            if (sender.getAddress() instanceof Inet4Address address) {
                var back = new ReplyTarget.Sender(Ipv4.of(address), sender.getPort());
                take(
                        bytes,
                        port,
                        request -> policy.onBootService(request, port.interfaceName(), back, clock.instant()));
            }
        }

        @Override
        public void notSent(AnswerPort port, Throwable why) {
            Exchange.this.notSent(port, why);
        }
    }

    private void take(ByteBuffer bytes, AnswerPort port, Function<DhcpPacket, Decision> decide) {
        long start = System.nanoTime();
        try {
            var request = DhcpPacket.decode(bytes);
            try (var _ = logFields(request).open()) {
                answer(request, decide, port, start);
            }
        } catch (MalformedDhcpPacket e) {
            events.dropped(e.reason().label());
        }
    }

    private static LogFields logFields(DhcpPacket request) {
        var transaction = LogFields.none().transaction(HexFormat.of().toHexDigits(request.xid()));
        return request.mac().map(transaction::mac).orElse(transaction);
    }

    private void answer(DhcpPacket request, Function<DhcpPacket, Decision> decide, AnswerPort port, long start) {
        try {
            act(request, decide.apply(request), port, start);
        } catch (RuntimeException e) {
            losses.fault(port.interfaceName(), e);
        }
    }

    @Override
    public void notSent(AnswerPort port, Throwable why) {
        losses.notSent(port.interfaceName(), why);
    }

    private void act(DhcpPacket request, Decision decision, AnswerPort port, long start) {
        switch (decision) {
            case Decision.Offer offer -> {
                port.send(Message.of(offer.answer()));
                events.offered(offer.mac(), offer.address().toInet(), port.interfaceName());
                if (!offer.answer().unbootable().isEmpty()) {
                    events.noLoader(offer.mac(), offer.answer().unbootable(), port.interfaceName());
                }
            }
            case Decision.Grant grant -> grant(grant, arch(request), port, start);
            case Decision.Refuse refusal -> {
                port.send(Message.of(refusal.answer()));
                events.refused(refusal.mac(), refusal.address().toInet(), port.interfaceName());
            }
            case Decision.Inform inform -> port.send(Message.of(inform.answer()));
            case Decision.Proxied proxied -> {
                port.send(Message.of(proxied.answer()));
                events.proxied(proxied.mac(), port.interfaceName());
            }
            case Decision.NoLoader none -> {
                events.dropped(Silence.NO_LOADER.label());
                events.noLoader(none.mac(), none.client(), port.interfaceName());
            }
            case Decision.Released released -> journal.write(released.ended(), () -> events.released(released.ended()));
            case Decision.Declined declined -> {
                events.conflict(
                        declined.ended().address().toInet(), declined.subnet().toString());
                journal.write(declined.quarantine(), () -> events.released(declined.ended()));
            }
            case Decision.TakenElsewhere taken -> {
                events.dropped(Silence.OTHER_SERVER.label());
                journal.write(taken.use(), () -> {});
            }
            case Decision.Exhausted exhausted ->
                events.poolExhausted(exhausted.mac(), exhausted.subnet().toString());
            case Decision.Silent silent -> events.dropped(silent.why().label());
        }
    }

    /// What waits for the disk refers to nothing of the request, which may be a thousand times as large in memory.
    private void grant(Decision.Grant grant, OptionalInt arch, AnswerPort port, long start) {
        var lease = grant.lease();
        boolean renewal = grant.renewal();
        var message = Message.of(grant.answer());
        journal.write(lease, () -> {
            port.send(message);
            var took = Duration.ofNanos(System.nanoTime() - start);
            events.leased(lease, port.interfaceName(), took, arch, renewal);
        });
    }

    private static OptionalInt arch(DhcpPacket request) {
        var archs = request.clientArchs();
        return archs.isEmpty() ? OptionalInt.empty() : OptionalInt.of(archs.getFirst());
    }
}
