package dev.muster.cluster.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SamplePackets;
import dev.muster.cluster.dhcp.lease.ForeignUse;
import dev.muster.cluster.dhcp.lease.JournalEntry;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.lease.Quarantine;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.policy.PolicySettings;
import dev.muster.cluster.dhcp.policy.ReplyTarget;
import dev.muster.cluster.dhcp.policy.Subnet;
import dev.muster.cluster.dhcp.policy.Subnets;
import dev.muster.cluster.dhcp.server.Message;
import dev.muster.cluster.journal.Appender;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// In which order a request is decided, written down, answered and reported, and what is left when the process is
/// killed in between. The disk is the test's, and takes what is written only when it is told to.
class ExchangeTest {
    private static final MacAddress A = MacAddress.of("02:00:00:00:00:0a");
    private static final MacAddress B = MacAddress.of("02:00:00:00:00:0b");
    private static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");
    private static final Ipv4 FIRST = Ipv4.parse("10.0.0.100");
    private static final InetSocketAddress ANYBODY = new InetSocketAddress("0.0.0.0", 68);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);

    private final List<String> done = new ArrayList<>();
    private final List<JournalEntry> onDisk = new ArrayList<>();
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private final List<Map<String, Object>> logFields = new ArrayList<>();
    private Exchange exchange;
    private boolean journalIsFull;
    private Duration took = Duration.ZERO;

    private record Waiting(JournalEntry entry, Appender.Committed committed) {}

    /// Of a process that knows what is on the disk.
    @BeforeEach
    void start() throws Exception {
        waiting.clear();
        done.clear();
        var leases = new Leases(1 << 20);
        onDisk.forEach(leases::restore);
        var policy = new DhcpPolicy(leases, PolicySettings.of(5248));
        policy.serve(List.of(Subnet.of(Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.101"))));
        exchange = new Exchange(policy, this::write, CLOCK, new Events());
    }

    private boolean write(JournalEntry entry, Appender.Committed committed) {
        return !journalIsFull && waiting.add(new Waiting(entry, committed));
    }

    @Test
    void firmwareWithoutALoaderIsReportedWithItsArchitecture() {
        send(SamplePackets.request(
                MessageType.DISCOVER, A, DhcpOptions.builder().add(OptionCode.CLIENT_ARCH, Octets.uint16(39))));
        assertThat(done).containsExactly("send OFFER", "offered", "no loader for LoongArch 64-bit UEFI (39)");
    }

    @Test
    void ackLeavesOnlyOnceTheLeaseIsOnDisk() {
        discover(A);
        select(A);
        assertThat(done).containsExactly("send OFFER", "offered");
        sync();
        assertThat(done).containsExactly("send OFFER", "offered", "on disk", "send ACK", "leased");
    }

    @Test
    void logLinesNameTheMachineAndItsTransactionAfterTheDiskToo() {
        var discover = discoverOf(A);
        send(discover);
        select(A);
        sync();
        assertThat(logFields).hasSize(2).allSatisfy(fields -> assertThat(fields)
                .containsEntry("mac", A.toString())
                .containsEntry("transaction", "%08x".formatted(discover.xid())));
        assertThat(MDC.getMap()).isEmpty();
    }

    @Test
    void nothingLeavesIfTheDiskRefuses() {
        discover(A);
        select(A);
        waiting.remove().committed().done(false);
        assertThat(done).containsExactly("send OFFER", "offered", "dropped journal_failed");
    }

    @Test
    void nothingLeavesIfTooManyWaitForTheDisk() {
        discover(A);
        journalIsFull = true;
        select(A);
        assertThat(done).containsExactly("send OFFER", "offered", "dropped journal_full");
    }

    @Test
    void releaseIsReportedOnceItIsOnDisk() {
        discover(A);
        select(A);
        sync();
        done.clear();
        send(SamplePackets.withCiaddr(SamplePackets.request(MessageType.RELEASE, A, server()), FIRST));
        assertThat(done).isEmpty();
        sync();
        assertThat(done).containsExactly("on disk", "released");
        assertThat(onDisk.getLast())
                .isInstanceOfSatisfying(Lease.class, lease -> assertThat(lease.isActive(CLOCK.instant()))
                        .isFalse());
    }

    @Test
    void declinedAddressIsWrittenDownAsTaken() {
        discover(A);
        select(A);
        sync();
        done.clear();
        send(SamplePackets.request(MessageType.DECLINE, A, server().add(OptionCode.REQUESTED_ADDRESS, FIRST)));
        sync();
        assertThat(done).containsExactly("conflict", "on disk", "released");
        assertThat(onDisk.getLast()).isInstanceOf(Quarantine.class);
    }

    @Test
    void killedBeforeTheLeaseIsOnDiskNobodyWasPromisedIt() throws Exception {
        discover(A);
        select(A);
        assertThat(done).doesNotContain("send ACK");
        start();
        discover(B);
        select(B);
        sync();
        assertThat(onDisk).hasSize(1);
    }

    @Test
    void killedBeforeTheAckIsSentTheLeaseIsTheClients() throws Exception {
        discover(A);
        select(A);
        onDisk.add(waiting.remove().entry());
        start();
        discover(B);
        select(B, Ipv4.parse("10.0.0.101"));
        select(A);
        sync();
        assertThat(done).contains("send ACK", "leased").doesNotContain("send NAK");
        assertThat(onDisk)
                .extracting(entry -> entry.address().toString())
                .containsExactly("10.0.0.100", "10.0.0.101", "10.0.0.100");
    }

    @Test
    void killedBeforeTheReportTheLeaseIsKept() throws Exception {
        discover(A);
        select(A);
        sync();
        start();
        select(B);
        assertThat(done).containsExactly("send NAK", "refused");
    }

    @Test
    void aServersMessageIsNoRequest() {
        var discover = SamplePackets.request(MessageType.DISCOVER, A, DhcpOptions.builder());
        var bytes = bytes(discover);
        bytes.put(0, (byte) DhcpPacket.REPLY);
        exchange.received(bytes, ANYBODY, new Port());
        assertThat(done).containsExactly("dropped not_a_request");
    }

    @Test
    void informIsAnsweredWithoutAnyLease() {
        send(SamplePackets.withCiaddr(
                SamplePackets.request(MessageType.INFORM, A, DhcpOptions.builder()), Ipv4.parse("10.0.0.7")));
        assertThat(done).containsExactly("send ACK");
        assertThat(waiting).isEmpty();
    }

    @Test
    void clientThatTookAnotherServersOfferIsWrittenDown() {
        var other = DhcpOptions.builder()
                .add(OptionCode.SERVER_ID, Ipv4.parse("10.0.0.2"))
                .add(OptionCode.REQUESTED_ADDRESS, FIRST);
        send(SamplePackets.request(MessageType.REQUEST, A, other));
        sync();
        assertThat(done).containsExactly("dropped other_server", "on disk");
        assertThat(onDisk.getLast()).isInstanceOf(ForeignUse.class);
    }

    @Test
    void whereNoAddressIsLeftItIsReported() {
        discover(A);
        discover(B);
        discover(MacAddress.of("02:00:00:00:00:0c"));
        assertThat(done).containsExactly("send OFFER", "offered", "send OFFER", "offered", "exhausted");
    }

    @Test
    void whatIsNoPacketIsCounted() {
        exchange.received(ByteBuffer.allocate(3), ANYBODY, new Port());
        assertThat(done).singleElement(InstanceOfAssertFactories.STRING).startsWith("dropped ");
    }

    @Test
    void faultInOneRequestIsCountedAndTheNextIsAnswered() {
        exchange.received(bytes(discoverOf(A)), ANYBODY, new Port() {
            @Override
            public void send(Message answer) {
                throw new IllegalStateException("on purpose");
            }
        });
        assertThat(done).containsExactly("dropped internal_error");
        discover(A);
        assertThat(done).containsExactly("dropped internal_error", "send OFFER", "offered");
    }

    @Test
    void whatALeaseTookIsTheTimeSinceItsRequest() {
        discover(A);
        long before = System.nanoTime();
        select(A);
        sync();
        assertThat(took).isPositive().isLessThanOrEqualTo(Duration.ofNanos(System.nanoTime() - before));
    }

    @Test
    void whatCannotBeSentIsCounted() {
        exchange.notSent(new Port(), new IOException("no route"));
        assertThat(done).containsExactly("dropped not_sent");
    }

    private void discover(MacAddress mac) {
        send(discoverOf(mac));
    }

    private static DhcpPacket discoverOf(MacAddress mac) {
        return SamplePackets.request(MessageType.DISCOVER, mac, DhcpOptions.builder());
    }

    private void select(MacAddress mac) {
        select(mac, FIRST);
    }

    private void select(MacAddress mac, Ipv4 address) {
        send(SamplePackets.request(MessageType.REQUEST, mac, server().add(OptionCode.REQUESTED_ADDRESS, address)));
    }

    private static DhcpOptions.Builder server() {
        return DhcpOptions.builder().add(OptionCode.SERVER_ID, SERVER);
    }

    private void send(DhcpPacket packet) {
        exchange.received(bytes(packet), ANYBODY, new Port());
    }

    private static ByteBuffer bytes(DhcpPacket packet) {
        var bytes = ByteBuffer.allocate(576);
        packet.encode(bytes, bytes.capacity());
        return bytes.flip();
    }

    /// The disk takes all that waits for it.
    private void sync() {
        while (!waiting.isEmpty()) {
            var next = waiting.remove();
            onDisk.add(next.entry());
            done.add("on disk");
            next.committed().done(true);
        }
    }

    private class Port implements DecodedAnswers {
        @Override
        public void answered(DhcpPacket packet, ReplyTarget target) {
            done.add("send " + packet.messageType().map(Enum::name).orElse("BOOTREPLY"));
        }
    }

    private final class Events implements DhcpEvents {
        @Override
        public void offered(MacAddress mac, Inet4Address address, String interfaceName) {
            done.add("offered");
            logFields.add(MDC.getMap());
        }

        @Override
        public void noLoader(MacAddress mac, String client, String interfaceName) {
            done.add("no loader for " + client);
        }

        @Override
        public void leased(Lease lease, String interfaceName, Duration took, OptionalInt arch, boolean renewal) {
            done.add("leased");
            logFields.add(MDC.getMap());
            ExchangeTest.this.took = took;
        }

        @Override
        public void released(Lease ended) {
            done.add("released");
        }

        @Override
        public void refused(MacAddress mac, Inet4Address address, String interfaceName) {
            done.add("refused");
        }

        @Override
        public void conflict(Inet4Address address, String subnet) {
            done.add("conflict");
        }

        @Override
        public void poolExhausted(MacAddress mac, String subnet) {
            done.add("exhausted");
        }

        @Override
        public void dropped(String reason) {
            done.add("dropped " + reason);
        }
    }
}
