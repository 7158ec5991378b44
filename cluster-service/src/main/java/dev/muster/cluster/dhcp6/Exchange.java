package dev.muster.cluster.dhcp6;

import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.MalformedDhcp6Packet;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.policy.Decision;
import dev.muster.cluster.dhcp6.policy.Decision.Silence;
import dev.muster.cluster.dhcp6.policy.Dhcp6Policy;
import dev.muster.cluster.dhcp6.policy.ReplyPort;
import dev.muster.cluster.dhcp6.policy.Subnet;
import dev.muster.cluster.dhcp6.server.AnswerPort;
import dev.muster.cluster.dhcp6.server.Dhcp6Port;
import dev.muster.cluster.journal.Appender;
import dev.muster.cluster.journal.WriteAhead;
import dev.muster.cluster.net.Losses;
import dev.muster.model.log.LogFields;
import dev.muster.model.network.Ipv6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.HexFormat;
import java.util.OptionalInt;

/// Takes a request from the wire to its answer: decode, decide, write down, send, report.
final class Exchange implements Dhcp6Port.Requests {
    private static final int TRANSACTION_DIGITS = 6;

    private final Dhcp6Policy policy;
    private final WriteAhead<Binding> journal;
    private final Clock clock;
    private final Dhcp6Events events;
    private final Losses losses;

    Exchange(Dhcp6Policy policy, Appender<Binding> journal, Clock clock, Dhcp6Events events) {
        this.policy = policy;
        this.journal = new WriteAhead<>(journal, events::dropped);
        this.clock = clock;
        this.events = events;
        this.losses = new Losses("DHCPv6", events::dropped);
    }

    @Override
    public void received(ByteBuffer bytes, InetSocketAddress sender, AnswerPort port) {
        long start = System.nanoTime();
        var address = Ipv6Address.of(sender.getAddress());
        if (address.isEmpty()) {
            events.dropped("not_ipv6");
            return;
        }
        try {
            var request = Dhcp6Packet.decode(bytes);
            try (var _ = logFields(request, address.get()).open()) {
                answer(request, address.get(), Asked.of(request, sender, port, start));
            }
        } catch (MalformedDhcp6Packet e) {
            events.dropped(e.reason().label());
        }
    }

    private static LogFields logFields(Dhcp6Packet request, Ipv6Address sender) {
        var transaction =
                LogFields.none().transaction(HexFormat.of().toHexDigits(request.transactionId(), TRANSACTION_DIGITS));
        return request.mac(sender).map(transaction::mac).orElse(transaction);
    }

    private void answer(Dhcp6Packet request, Ipv6Address sender, Asked asked) {
        try {
            act(policy.on(request, sender, asked.interfaceName(), clock.instant()), asked);
        } catch (RuntimeException e) {
            losses.fault(asked.interfaceName(), e);
        }
    }

    @Override
    public void notSent(AnswerPort port, Throwable why) {
        losses.notSent(port.interfaceName(), why);
    }

    /// A request's way back, and what else of it is of interest once it is answered: what waits for the disk refers to
    /// nothing of the request, which may be a thousand times as large in memory.
    ///
    /// @param recipient with the sender's zone, which a link-local address needs
    /// @param start when it came, in nanoseconds
    private record Asked(InetSocketAddress recipient, AnswerPort port, OptionalInt arch, long start) {
        static Asked of(Dhcp6Packet request, InetSocketAddress sender, AnswerPort port, long start) {
            var recipient = new InetSocketAddress(sender.getAddress(), ReplyPort.of(request, sender.getPort()));
            var arch =
                    request.clientArchs().stream().mapToInt(Integer::intValue).findFirst();
            return new Asked(recipient, port, arch, start);
        }

        void answer(byte[] message) {
            port.send(message, recipient);
        }

        String interfaceName() {
            return port.interfaceName();
        }

        Duration took() {
            return Duration.ofNanos(System.nanoTime() - start);
        }
    }

    private void act(Decision decision, Asked asked) {
        switch (decision) {
            case Decision.Offer offer -> {
                asked.answer(offer.answer().encode());
                offer.addresses().forEach(address -> events.offered(offer.mac(), address, asked.interfaceName()));
                if (!offer.unbootable().isEmpty()) {
                    events.noLoader(offer.mac(), offer.unbootable(), asked.interfaceName());
                }
            }
            case Decision.Commit commit -> commit(commit, asked);
            case Decision.TakenElsewhere taken -> {
                events.dropped(Silence.OTHER_SERVER.label());
                journal.write(taken.uses(), () -> {});
            }
            case Decision.Inform inform -> {
                asked.answer(inform.answer().encode());
                events.informed(asked.interfaceName());
            }
            case Decision.Exhausted exhausted -> {
                asked.answer(exhausted.answer().encode());
                events.poolExhausted(exhausted.mac(), exhausted.subnet().toString());
            }
            case Decision.Silent silent -> events.dropped(silent.why().label());
        }
    }

    private void commit(Decision.Commit commit, Asked asked) {
        var changed = commit.changed();
        var subnet = commit.subnet();
        boolean renewal = commit.renewal();
        byte[] message = commit.answer().encode();
        journal.write(changed, () -> {
            asked.answer(message);
            changed.forEach(binding -> report(binding, subnet, renewal, asked));
        });
    }

    private void report(Binding binding, Subnet subnet, boolean renewal, Asked asked) {
        if (!binding.isLease()) {
            events.conflict(binding.address(), subnet.toString());
        } else if (binding.isOver(clock.instant())) {
            events.released(binding);
        } else {
            events.leased(binding, asked.interfaceName(), asked.took(), asked.arch(), renewal);
        }
    }
}
