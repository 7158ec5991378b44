package dev.muster.cluster.dhcp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.codec.SamplePackets;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.policy.PolicySettings;
import dev.muster.cluster.dhcp.policy.ReplyTarget;
import dev.muster.cluster.dhcp.policy.Subnet;
import dev.muster.cluster.dhcp.policy.Subnets;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What is sent and reported where boot files are given beside somebody else's server (PXE 2.1), on port 67 and on
/// port 4011. Nothing is written down: the addresses are the other server's.
class ProxyExchangeTest {
    private static final MacAddress A = MacAddress.of("02:00:00:00:00:0a");
    private static final Ipv4 ADDRESS = Ipv4.parse("10.0.0.77");
    private static final InetSocketAddress ANYBODY = new InetSocketAddress("0.0.0.0", 68);
    private static final InetSocketAddress CLIENT = new InetSocketAddress("10.0.0.77", 4011);
    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-01-01T00:00:00Z"), ZoneOffset.UTC);
    private static final int X64_UEFI = 7;
    private static final int RISCV = 27;

    private final List<String> done = new ArrayList<>();
    private Exchange exchange;

    @BeforeEach
    void serve() throws Exception {
        var policy = new DhcpPolicy(new Leases(1 << 20), PolicySettings.of(5248));
        policy.serve(List.of(Subnet.of(Subnets.config("eth1", "10.0.0", "", "").with(DhcpService.in(DhcpMode.PROXY)))));
        exchange = new Exchange(policy, (_, _) -> done.add("written down"), CLOCK, new Events());
    }

    @Test
    void pxeClientIsOfferedItsBootFileAndReported() {
        exchange.received(pxe(MessageType.DISCOVER, X64_UEFI), ANYBODY, new Port());
        assertThat(done).containsExactly("send OFFER to everybody", "proxied 02:00:00:00:00:0a on eth1");
    }

    @Test
    void firmwareWithoutALoaderGetsSilenceThatIsCountedAndReported() {
        exchange.received(pxe(MessageType.DISCOVER, RISCV), ANYBODY, new Port());
        assertThat(done).containsExactly("dropped no_loader", "no loader for RISC-V 64-bit UEFI (27) on eth1");
    }

    @Test
    void bootServiceAnswersToTheAddressAndPortThatAsked() {
        exchange.bootService().received(pxe(MessageType.REQUEST, X64_UEFI), CLIENT, new Port());
        assertThat(done).containsExactly("send ACK to 10.0.0.77:4011", "proxied 02:00:00:00:00:0a on eth1");
    }

    @Test
    void bootServiceHasNothingForWhoAsksOverIpv6() {
        exchange.bootService()
                .received(pxe(MessageType.REQUEST, X64_UEFI), new InetSocketAddress("fe80::1", 4011), new Port());
        assertThat(done).isEmpty();
    }

    @Test
    void answerThatTheBootServiceCannotSendIsCounted() {
        exchange.bootService().notSent(new Port(), new IOException("no route"));
        assertThat(done).containsExactly("dropped not_sent");
    }

    private static ByteBuffer pxe(MessageType type, int arch) {
        var options = DhcpOptions.builder()
                .add(OptionCode.VENDOR_CLASS, "PXEClient:Arch:%05d:UNDI:003000".formatted(arch))
                .add(OptionCode.CLIENT_ARCH, Octets.uint16(arch));
        var request = SamplePackets.request(type, A, options);
        var bytes = ByteBuffer.allocate(576);
        (type == MessageType.REQUEST ? SamplePackets.withCiaddr(request, ADDRESS) : request)
                .encode(bytes, bytes.capacity());
        return bytes.flip();
    }

    private final class Port implements DecodedAnswers {
        @Override
        public void answered(DhcpPacket packet, ReplyTarget target) {
            var to = target instanceof ReplyTarget.Sender(Ipv4 address, int port) ? address + ":" + port : "everybody";
            done.add("send " + packet.messageType().orElseThrow() + " to " + to);
        }
    }

    private final class Events implements DhcpEvents {
        @Override
        public void proxied(MacAddress mac, String interfaceName) {
            done.add("proxied " + mac + " on " + interfaceName);
        }

        @Override
        public void noLoader(MacAddress mac, String client, String interfaceName) {
            done.add("no loader for " + client + " on " + interfaceName);
        }

        @Override
        public void dropped(String reason) {
            done.add("dropped " + reason);
        }
    }
}
