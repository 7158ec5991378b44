package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SamplePackets;
import dev.muster.cluster.dhcp.lease.JournalEntry;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.policy.PolicySettings;
import dev.muster.cluster.dhcp.policy.ReplyTarget;
import dev.muster.cluster.dhcp.policy.Subnet;
import dev.muster.cluster.journal.Journal;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
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
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

/// A process that gives a lease to machine after machine, each with a MAC of its own, through all of the DHCP server
/// but its sockets. Says what came of it as `name=number`.
final class LeaseFlood implements DecodedAnswers, DhcpEvents, AutoCloseable {
    static final int FIRST_WAVE = 520_000;
    static final int SECOND_WAVE = 100_000;
    static final int THIRD_WAVE = 100_000;

    /// Octets for each lease that was acknowledged.
    static final int ACKNOWLEDGED = 12;

    private static final int SAME_MACHINES = 1000;
    private static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");
    private static final InetSocketAddress ANYBODY = new InetSocketAddress("0.0.0.0", 68);
    private static final int AT_ONCE = 4096;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2026-01-01T00:00:00Z"));
    private final Journal<JournalEntry, Leases> journal;
    private final Exchange exchange;
    private final AtomicReference<Ipv4> offered = new AtomicReference<>(Ipv4.ANY);
    private final Semaphore underWay = new Semaphore(AT_ONCE);
    private final AtomicInteger acks = new AtomicInteger();
    private final AtomicInteger full = new AtomicInteger();
    private final AtomicInteger otherwise = new AtomicInteger();
    private volatile Telling toTell = _ -> {};
    private int machines;

    private interface Telling {
        void accept(Lease lease) throws IOException;
    }

    private LeaseFlood(Path file) throws Exception {
        journal = Leases.open(file, DhcpLimits.DEFAULT.leaseBytes());
        var policy = new DhcpPolicy(journal.kept(), PolicySettings.of(5248));
        policy.serve(List.of(Subnet.of(new SubnetConfig(
                "eth1",
                "10.0.0.0/8",
                SERVER.toString(),
                true,
                "10.0.1.0",
                "10.255.255.0",
                List.of(),
                List.of(),
                List.of(),
                "lab",
                3600,
                Map.of()))));
        InstantSource time = now::get;
        exchange = new Exchange(policy, journal, time.withZone(ZoneOffset.UTC), this);
    }

    public static void main(String[] args) throws Exception {
        var file = Path.of(args[0]);
        if (args.length > 1) {
            try (var flood = new LeaseFlood(file)) {
                flood.goOn(Path.of(args[1]));
            }
        }
        try (var flood = new LeaseFlood(file)) {
            long before = usedHeap();
            flood.wave(FIRST_WAVE);
            say("first", flood.acks.getAndSet(0));
            say("bytes", (int) ((usedHeap() - before) / FIRST_WAVE));
            flood.wave(SECOND_WAVE);
            say("second", flood.acks.getAndSet(0));
            say("full", flood.full.get());
            flood.pass(Duration.ofHours(2));
            flood.wave(THIRD_WAVE);
            say("third", flood.acks.get());
            say("otherwise", flood.otherwise.get());
            say("kept", flood.journal.kept().size());
            say("active", flood.journal.kept().countActive(flood.now.get()));
            say("megabytes", (int) (file.toFile().length() >> 20));
        }
        try (var restarted = new LeaseFlood(file)) {
            say("restored", restarted.journal.kept().size());
            restarted.pass(Duration.ofHours(2));
            say("restored_active", restarted.journal.kept().countActive(restarted.now.get()));
        }
    }

    /// Gives leases to the same machines again and again until the process is killed, and writes down each that was
    /// acknowledged: address (4 octets), time (8).
    private void goOn(Path acknowledged) throws Exception {
        try (var out = new FileOutputStream(acknowledged.toFile())) {
            toTell = lease -> out.write(ByteBuffer.allocate(ACKNOWLEDGED)
                    .putInt(lease.address().bits())
                    .putLong(lease.granted().toEpochMilli())
                    .array());
            while (true) {
                machines = 0;
                wave(SAME_MACHINES);
            }
        }
    }

    private void wave(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            pass(Duration.ofMillis(1));
            var mac = MacAddress.ofBits(0x02_00_00_00_00_00L + ++machines);
            offered.set(Ipv4.ANY);
            send(SamplePackets.request(MessageType.DISCOVER, mac, DhcpOptions.builder()));
            var address = offered.get();
            if (!address.isZero()) {
                underWay.acquire();
                send(SamplePackets.request(
                        MessageType.REQUEST,
                        mac,
                        DhcpOptions.builder()
                                .add(OptionCode.SERVER_ID, SERVER)
                                .add(OptionCode.REQUESTED_ADDRESS, address)));
            }
        }
        underWay.acquire(AT_ONCE);
        underWay.release(AT_ONCE);
    }

    private void send(DhcpPacket packet) {
        var bytes = ByteBuffer.allocate(576);
        packet.encode(bytes, bytes.capacity());
        exchange.received(bytes.flip(), ANYBODY, this);
    }

    private void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }

    @Override
    public void answered(DhcpPacket packet, ReplyTarget target) {
        switch (packet.messageType().orElseThrow()) {
            case OFFER -> offered.set(packet.yiaddr());
            case ACK -> {
                acks.incrementAndGet();
                underWay.release();
            }
            default -> {
                otherwise.incrementAndGet();
                underWay.release();
            }
        }
    }

    @Override
    public void leased(Lease lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {
        try {
            toTell.accept(lease);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void dropped(String reason) {
        if (reason.equals("lease_table_full")) {
            full.incrementAndGet();
        } else {
            otherwise.incrementAndGet();
            underWay.release();
        }
    }

    @Override
    public void close() throws IOException {
        journal.close();
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
