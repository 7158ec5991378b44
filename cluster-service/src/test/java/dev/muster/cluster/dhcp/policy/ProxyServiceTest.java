package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withGiaddr;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withOp;
import static dev.muster.cluster.dhcp.policy.ClientRequests.chosen;
import static dev.muster.cluster.dhcp.policy.ClientRequests.discover;
import static dev.muster.cluster.dhcp.policy.ClientRequests.pxe;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Boot files beside somebody else's server (PXE 2.1).
class ProxyServiceTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final MacAddress A = MacAddress.of("02:00:00:00:00:0a");
    private static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");
    private static final Ipv4 OTHER_SERVER = Ipv4.parse("10.0.0.9");
    private static final Ipv4 ADDRESS = Ipv4.parse("10.0.0.77");

    private final Leases leases = new Leases(1 << 20);
    private final DhcpPolicy policy = new DhcpPolicy(leases, PolicySettings.of(5248));

    @BeforeEach
    void serve() throws InvalidDhcpConfig {
        policy.serve(List.of(Subnets.serving(DhcpService.in(DhcpMode.PROXY), "10.0.0", "", "")));
    }

    @Test
    void pxeClientIsOfferedABootFileAndNoAddress() {
        var answer = proxied(on(pxe(MessageType.DISCOVER, A, DhcpOptions.builder())));
        var packet = answer.packet();
        assertThat(packet.messageType()).contains(MessageType.OFFER);
        assertThat(packet.yiaddr()).isEqualTo(Ipv4.ANY);
        assertThat(packet.siaddr()).isEqualTo(SERVER);
        assertThat(packet.file()).isEqualTo("snponly.efi");
        assertThat(packet.vendorClass()).contains("PXEClient");
        assertThat(packet.options().get(OptionCode.VENDOR_SPECIFIC).orElseThrow())
                .hasToString("060108ff");
        assertThat(packet.options().all())
                .extracting(DhcpOptions.Option::code)
                .containsExactly(53, 54, 60, 43, 66, 67, 97);
        assertThat(answer.target()).isEqualTo(new ReplyTarget.Broadcast());
        assertThat(leases.size()).isZero();
    }

    @Test
    void httpClientIsOfferedAUrl() {
        var http = DhcpOptions.builder()
                .add(OptionCode.VENDOR_CLASS, "HTTPClient:Arch:00016:UNDI:003001")
                .add(OptionCode.CLIENT_ARCH, Octets.uint16(16));
        var packet = proxied(on(request(MessageType.DISCOVER, A, http))).packet();
        assertThat(packet.vendorClass()).contains("HTTPClient");
        assertThat(packet.file()).startsWith("http://10.0.0.1:5248/");
        assertThat(packet.options().has(OptionCode.VENDOR_SPECIFIC)).isFalse();
    }

    @Test
    void firmwareWithoutALoaderGetsSilenceOnBothPorts() {
        var riscv = DhcpOptions.builder()
                .add(OptionCode.VENDOR_CLASS, "PXEClient:Arch:00027:UNDI:003000")
                .add(OptionCode.CLIENT_ARCH, Octets.uint16(27));
        var nothing = new Decision.NoLoader(A, "RISC-V 64-bit UEFI (27)");
        assertThat(on(request(MessageType.DISCOVER, A, riscv))).isEqualTo(nothing);
        assertThat(policy.onBootService(request(MessageType.REQUEST, A, riscv), "eth1", sender(), NOW))
                .isEqualTo(nothing);
    }

    @Test
    void clientsThatDoNotBootGetSilence() {
        assertThat(on(discover(A))).isEqualTo(new Decision.Silent(Silence.NOT_A_BOOT_CLIENT));
        assertThat(policy.onBootService(request(MessageType.REQUEST, A, DhcpOptions.builder()), "eth1", sender(), NOW))
                .isEqualTo(new Decision.Silent(Silence.NOT_A_BOOT_CLIENT));
    }

    @Test
    void requestForTheOtherServerGetsSilence() {
        var request = pxe(MessageType.REQUEST, A, chosen(OTHER_SERVER, ADDRESS));
        assertThat(on(request)).isEqualTo(new Decision.Silent(Silence.OTHER_SERVER));
    }

    @Test
    void bootServiceAcknowledgesToWhereTheQuestionCameFrom() {
        var item = Octets.of((byte) 71, (byte) 4, (byte) 0x80, (byte) 0, (byte) 0, (byte) 0, (byte) 255);
        var more = DhcpOptions.builder().add(OptionCode.VENDOR_SPECIFIC, item);
        var request = withCiaddr(pxe(MessageType.REQUEST, A, more), ADDRESS);
        var answer = proxied(policy.onBootService(request, "eth1", sender(), NOW));
        assertThat(answer.packet().messageType()).contains(MessageType.ACK);
        assertThat(answer.packet().yiaddr()).isEqualTo(Ipv4.ANY);
        assertThat(answer.packet().file()).isEqualTo("snponly.efi");
        assertThat(answer.packet().options().get(OptionCode.VENDOR_SPECIFIC).orElseThrow())
                .hasToString("060108470480000000ff");
        assertThat(answer.target()).isEqualTo(new ReplyTarget.Sender(ADDRESS, 68));
    }

    @Test
    void bootServiceIsOnlyWhereThereIsAProxy() throws Exception {
        policy.serve(List.of(Subnets.serving(DhcpService.DEFAULT, "10.0.0", "", "")));
        var request = withCiaddr(pxe(MessageType.REQUEST, A, DhcpOptions.builder()), ADDRESS);
        assertThat(policy.onBootService(request, "eth1", sender(), NOW))
                .isEqualTo(new Decision.Silent(Silence.NOT_SERVED));
    }

    @Test
    void aServersMessageIsNoRequestHereEither() {
        var request = withCiaddr(pxe(MessageType.REQUEST, A, DhcpOptions.builder()), ADDRESS);
        assertThat(policy.onBootService(withOp(request, DhcpPacket.REPLY), "eth1", sender(), NOW))
                .isEqualTo(new Decision.Silent(Silence.NOT_A_REQUEST));
    }

    @Test
    void relayedClientIsAnsweredToItsRelay() {
        var relay = Ipv4.parse("10.0.0.254");
        var relayed = withGiaddr(pxe(MessageType.DISCOVER, A, DhcpOptions.builder()), relay);
        assertThat(proxied(on(relayed)).target()).isEqualTo(new ReplyTarget.Relay(relay));
    }

    private Decision on(DhcpPacket packet) {
        return policy.on(packet, "eth1", NOW);
    }

    private static ReplyTarget.Sender sender() {
        return new ReplyTarget.Sender(ADDRESS, 68);
    }

    private static Answer proxied(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Proxied.class);
        return ((Decision.Proxied) decision).answer();
    }
}
