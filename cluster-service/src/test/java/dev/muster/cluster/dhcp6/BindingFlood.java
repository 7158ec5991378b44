package dev.muster.cluster.dhcp6;

import dev.muster.cluster.dhcp6.codec.Association;
import dev.muster.cluster.dhcp6.codec.Dhcp6Options;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.Duid;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.cluster.dhcp6.policy.BootUrls;
import dev.muster.cluster.dhcp6.policy.Dhcp6Policy;
import dev.muster.cluster.dhcp6.policy.PolicySettings;
import dev.muster.cluster.dhcp6.policy.Subnet;
import dev.muster.cluster.dhcp6.server.AnswerPort;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/// A process that gives an IPv6 address to client after client, each with an identifier of its own, through all of the
/// DHCPv6 server but its sockets. Says what came of it as `name=number`.
final class BindingFlood implements Dhcp6Events, AutoCloseable {
    static final int FIRST_WAVE = 120_000;
    static final int SECOND_WAVE = 30_000;
    static final int THIRD_WAVE = 40_000;
    static final long BYTES = 16L << 20;

    private static final InetSocketAddress PEER = new InetSocketAddress(InetAddress.ofLiteral("fe80::1"), 546);
    private static final int AT_ONCE = 4096;
    /// A range has 2^16 addresses at most.
    private static final int NETWORKS = 3;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Journal<Binding, Bindings> journal;
    private final Exchange exchange;
    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final AtomicInteger leased = new AtomicInteger();
    private final AtomicInteger exhausted = new AtomicInteger();
    private final AtomicInteger otherwise = new AtomicInteger();
    private int clients;

    private BindingFlood(Path file) throws Exception {
        journal = Bindings.open(file, BYTES);
        var settings = PolicySettings.of(Duid.of(new UUID(1, 2)), BootUrls.at(5248));
        var policy = new Dhcp6Policy(journal.kept(), settings);
        policy.serve(List.of(subnet(0), subnet(1), subnet(2)));
        InstantSource time = now::get;
        exchange = new Exchange(policy, journal, time.withZone(ZoneOffset.UTC), this);
    }

    private static Subnet subnet(int number) throws Exception {
        var net = "fd00:" + number + "::";
        var service = new Dhcp6Service(
                net + "/64", net + "1", net + "1:0", net + "1:ffff", List.of(), Map.of(), 0, 0, true, 0);
        return Subnet.of(Subnets.config("eth" + number, service), service);
    }

    public static void main(String[] args) throws Exception {
        var file = Path.of(args[0]);
        try (var flood = new BindingFlood(file)) {
            long before = usedHeap();
            flood.wave(FIRST_WAVE);
            say("first", flood.leased.getAndSet(0));
            say("bytes", (int) ((usedHeap() - before) / FIRST_WAVE));
            flood.wave(SECOND_WAVE);
            say("second", flood.leased.getAndSet(0));
            say("full", flood.exhausted.get());
            flood.pass(Duration.ofHours(2));
            flood.wave(THIRD_WAVE);
            say("third", flood.leased.get());
            say("otherwise", flood.otherwise.get());
            say("kept", flood.journal.kept().size());
            say("active", flood.journal.kept().countActive(flood.now.get()));
        }
        try (var restarted = new BindingFlood(file)) {
            say("restored", restarted.journal.kept().size());
            restarted.pass(Duration.ofHours(2));
            say("restored_active", restarted.journal.kept().countActive(restarted.now.get()));
        }
    }

    private void wave(int count) throws InterruptedException {
        for (int i = 0; i < count; i++) {
            int client = ++clients;
            var duid = Octets.of(ByteBuffer.allocate(12)
                    .putInt(0x00030001)
                    .putShort((short) 0x0200)
                    .putInt(client)
                    .array());
            var options = Dhcp6Options.builder()
                    .add(OptionCode.CLIENT_ID, duid)
                    .add(OptionCode.RAPID_COMMIT, Octets.EMPTY)
                    .add(OptionCode.IA_NA, new Association(1, 0, 0, List.of(), null).toOctets());
            var solicit = new Dhcp6Packet(List.of(), MessageType.SOLICIT, client & 0xffffff, options.build());
            underWay.acquire();
            exchange.received(ByteBuffer.wrap(solicit.encode()), PEER, new Port("eth" + client % NETWORKS));
        }
        underWay.acquire(AT_ONCE);
        underWay.release(AT_ONCE);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Override
    public void leased(Binding lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {
        leased.incrementAndGet();
        underWay.release();
    }

    @Override
    public void poolExhausted(@Nullable MacAddress mac, String subnet) {
        exhausted.incrementAndGet();
        underWay.release();
    }

    @Override
    public void dropped(String reason) {
        otherwise.incrementAndGet();
        underWay.release();
    }

    @Override
    public void close() throws IOException {
        journal.close();
    }

    private record Port(String interfaceName) implements AnswerPort {
        @Override
        public void send(byte[] message, InetSocketAddress recipient) {}
    }

    private static long usedHeap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed();
    }

    private static void say(String name, int number) {
        System.out.println(name + "=" + number);
    }
}
