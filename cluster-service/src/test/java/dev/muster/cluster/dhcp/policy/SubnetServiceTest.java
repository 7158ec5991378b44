package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withGiaddr;
import static dev.muster.cluster.dhcp.policy.ClientRequests.chosen;
import static dev.muster.cluster.dhcp.policy.ClientRequests.discover;
import static dev.muster.cluster.dhcp.policy.ClientRequests.pxe;
import static dev.muster.cluster.dhcp.policy.ClientRequests.select;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.codec.OptionCode;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.DhcpHost;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.DhcpRange;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Modes, options, ranges and limits of a subnet.
class SubnetServiceTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final MacAddress A = MacAddress.of("02:00:00:00:00:0a");
    private static final MacAddress B = MacAddress.of("02:00:00:00:00:0b");
    private static final MacAddress HOST = MacAddress.of("02:00:00:00:00:99");
    private static final MacAddress STRANGER = MacAddress.of("02:00:00:00:00:ee");
    private static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");
    private static final Ipv4 FIRST = Ipv4.parse("10.0.0.100");

    private final Leases leases = new Leases(1 << 20);
    private final DhcpPolicy policy = new DhcpPolicy(leases, PolicySettings.of(5248));
    private Instant now = T0;

    @Test
    void unknownFirmwareGetsAShortLeaseAndEverybodyElseALongOne() throws Exception {
        var host = new DhcpHost(HOST, "", "", Map.of());
        serve(new DhcpService(DhcpMode.FULL, false, List.of(), List.of(host), Map.of(), 180));
        assertThat(leaseTime(pxe(MessageType.DISCOVER, A, DhcpOptions.builder())))
                .isEqualTo(180);
        assertThat(leaseTime(discover(A))).isEqualTo(600);
        assertThat(leaseTime(pxe(MessageType.DISCOVER, HOST, DhcpOptions.builder())))
                .isEqualTo(600);
    }

    @Test
    void firmwareOfANodeGetsALongLease() throws Exception {
        var settings = PolicySettings.of(5248);
        var knowing = new DhcpPolicy(
                leases,
                new PolicySettings(settings.bootFiles(), A::equals, settings.offerHold(), settings.quarantine(), 4));
        knowing.serve(List.of(Subnets.serving(DhcpService.DEFAULT, "10.0.0", "10.0.0.100", "10.0.0.109")));
        var offer = (Decision.Offer) knowing.on(pxe(MessageType.DISCOVER, A, DhcpOptions.builder()), "eth1", now);
        assertThat(offer.answer().packet().leaseTime()).hasValue(600);
    }

    @Test
    void clientMayWishALeaseShorterButNotTooShort() throws Exception {
        serve(DhcpService.DEFAULT);
        assertThat(leaseTime(wish(300))).isEqualTo(300);
        assertThat(leaseTime(wish(1))).isEqualTo(60);
        assertThat(leaseTime(wish(DhcpPacket.INFINITE))).isEqualTo(600);
    }

    @Test
    void renewalTimesAreTheOperatorsWithinTheLease() throws Exception {
        serve(options(Map.of("renewal-time", "100", "rebinding-time", "200")));
        assertThat(value(discover(A), OptionCode.RENEWAL_TIME)).isEqualTo(Octets.uint32(100));
        assertThat(value(discover(A), OptionCode.REBINDING_TIME)).isEqualTo(Octets.uint32(200));
        serve(options(Map.of("renewal-time", "9000", "rebinding-time", "9000")));
        assertThat(value(discover(A), OptionCode.RENEWAL_TIME)).isEqualTo(Octets.uint32(300));
        assertThat(value(discover(A), OptionCode.REBINDING_TIME)).isEqualTo(Octets.uint32(525));
    }

    @Test
    void aLeaseMayLastASecond() throws Exception {
        serve(1);
        var answer = discover(A);
        assertThat(leaseTime(answer)).isEqualTo(1);
        var packet = offered(discover(A)).packet();
        assertThat(packet.options().has(OptionCode.RENEWAL_TIME)).isFalse();
        assertThat(packet.options().has(OptionCode.REBINDING_TIME)).isFalse();
        serve(3);
        assertThat(value(discover(A), OptionCode.RENEWAL_TIME)).isEqualTo(Octets.uint32(1));
        assertThat(value(discover(A), OptionCode.REBINDING_TIME)).isEqualTo(Octets.uint32(2));
    }

    @Test
    void optionsOfAHostGoBeforeThoseOfItsRangeAndThoseBeforeTheSubnets() throws Exception {
        var range = new DhcpRange("10.0.0.200", "10.0.0.209", false, Map.of("15", "range", "wpad", "http://range/"));
        var host = new DhcpHost(HOST, "10.0.0.200", "web1", Map.of("domain-name", "host"));
        serve(new DhcpService(
                DhcpMode.FULL, false, List.of(range), List.of(host), Map.of("domain-name", "subnet"), 300));
        assertThat(value(discover(A), OptionCode.DOMAIN_NAME).text()).isEqualTo("subnet");
        var packet = offered(discover(HOST)).packet();
        assertThat(packet.yiaddr()).hasToString("10.0.0.200");
        assertThat(packet.options().get(OptionCode.DOMAIN_NAME).orElseThrow().text())
                .isEqualTo("host");
        assertThat(packet.options().get(252).orElseThrow().text()).isEqualTo("http://range/");
        assertThat(packet.hostName()).contains("web1");
        assertThat(value(wishing("10.0.0.205"), OptionCode.DOMAIN_NAME).text()).isEqualTo("range");
    }

    @Test
    void configuredOptionsAreGivenIfWantedAndThoseOfABootInAnyCase() throws Exception {
        serve(options(Map.of(
                "domain-search", "lab.example.com, example.com",
                "classless-routes", "10.9.0.0/16 via 10.0.0.254",
                "captive-portal", "https://portal.example.com/",
                "config-file", "pxelinux.cfg/rack",
                "reboot-time", "30",
                "vendor-specific", "hex:06:01:08:ff")));
        var list = Octets.of((byte) 119, (byte) 121);
        var wanting =
                request(MessageType.DISCOVER, A, DhcpOptions.builder().add(OptionCode.PARAMETER_REQUEST_LIST, list));
        assertThat(offered(wanting).packet().options().all())
                .extracting(DhcpOptions.Option::code)
                .containsExactly(53, 54, 51, 1, 66, 67, 43, 119, 121, 209, 211);
        assertThat(value(wanting, OptionCode.CLASSLESS_ROUTES)).hasToString("100a090a0000fe");
    }

    @Test
    void anotherTftpServerAndBootFileGoIntoTheHeaderToo() throws Exception {
        serve(options(Map.of("tftp-server-name", "10.0.0.66", "boot-file-name", "special.efi")));
        var packet = offered(discover(A)).packet();
        assertThat(packet.siaddr()).hasToString("10.0.0.66");
        assertThat(packet.file()).isEqualTo("special.efi");
        assertThat(value(discover(A), OptionCode.BOOT_FILE_NAME).text()).isEqualTo("special.efi");
        serve(options(Map.of("tftp-server-name", "tftp.example.com")));
        assertThat(offered(discover(A)).packet().siaddr()).isEqualTo(SERVER);
    }

    @Test
    void rangesFollowOneAnother() throws Exception {
        var more = new DhcpRange("10.0.0.50", "10.0.0.51", false, Map.of());
        policy.serve(List.of(Subnets.serving(
                new DhcpService(DhcpMode.FULL, false, List.of(more), List.of(), Map.of(), 300),
                "10.0.0",
                "10.0.0.100",
                "10.0.0.100")));
        assertThat(offered(discover(mac(1))).packet().yiaddr()).hasToString("10.0.0.50");
        assertThat(offered(discover(mac(2))).packet().yiaddr()).hasToString("10.0.0.51");
        assertThat(offered(discover(mac(3))).packet().yiaddr()).hasToString("10.0.0.100");
        assertThat(on(discover(mac(4)))).isInstanceOf(Decision.Exhausted.class);
    }

    @Test
    void whatCannotBeServedIsNamed() {
        assertRefused(options(Map.of("nosuch", "1")), "no DHCP option 'nosuch'");
        assertRefused(options(Map.of("routers", "10.0.0")), "'routers'");
        var overlapping = new DhcpRange("10.0.0.105", "10.0.0.200", false, Map.of());
        assertRefused(
                new DhcpService(DhcpMode.FULL, false, List.of(overlapping), List.of(), Map.of(), 300),
                "ranges 10.0.0.100-10.0.0.109 and 10.0.0.105-10.0.0.200 overlap");
        var twice = List.of(new DhcpHost(A, "10.0.0.9", "", Map.of()), new DhcpHost(B, "10.0.0.9", "", Map.of()));
        assertRefused(
                new DhcpService(DhcpMode.FULL, false, List.of(), twice, Map.of(), 300),
                "10.0.0.9 is reserved for two machines");
    }

    @Test
    void oneMachineCannotDrainTheRange() throws Exception {
        serve(DhcpService.DEFAULT);
        for (int last = 100; last < 104; last++) {
            assertThat(renew(A, "10.0.0." + last)).isInstanceOf(Decision.Grant.class);
        }
        assertThat(renew(A, "10.0.0.104")).isInstanceOf(Decision.Refuse.class);
        assertThat(renew(A, "10.0.0.103")).isInstanceOf(Decision.Grant.class);
        now = now.plusSeconds(601);
        assertThat(renew(A, "10.0.0.104")).isInstanceOf(Decision.Grant.class);
    }

    @Test
    void oneMachineCannotDeclineTheRangeAway() throws Exception {
        serve(DhcpService.DEFAULT);
        for (int i = 0; i < 4; i++) {
            assertThat(declineWhatIsOffered(A)).isInstanceOf(Decision.Declined.class);
        }
        assertThat(on(discover(A))).isEqualTo(new Decision.Silent(Silence.TOO_MANY_LEASES));
        assertThat(declineWhatIsOffered(B)).isInstanceOf(Decision.Declined.class);
    }

    @Test
    void quarantineSurvivesARestart() throws Exception {
        serve(DhcpService.DEFAULT);
        declineWhatIsOffered(A);
        policy.inUse("eth1", Ipv4.parse("10.0.0.101"), STRANGER, now);
        var restarted = new Leases(1 << 20);
        leases.forEach(restarted::restore);
        var again = new DhcpPolicy(restarted, PolicySettings.of(5248));
        again.serve(List.of(Subnets.serving(DhcpService.DEFAULT, "10.0.0", "10.0.0.100", "10.0.0.109")));
        assertThat(((Decision.Offer) again.on(discover(A), "eth1", now)).address())
                .hasToString("10.0.0.102");
        assertThat(again.unwatched("eth1", Duration.ofMinutes(1), now.plusSeconds(601)))
                .contains(FIRST, Ipv4.parse("10.0.0.101"));
    }

    @Test
    void relayOnlySubnetServesRelaysOnly() throws Exception {
        serve(DhcpService.in(DhcpMode.RELAY));
        assertThat(on(discover(A))).isEqualTo(new Decision.Silent(Silence.NOT_SERVED));
        var relayed = withGiaddr(discover(A), Ipv4.parse("10.0.0.254"));
        assertThat(offered(relayed).packet().yiaddr()).isEqualTo(FIRST);
        assertThat(policy.on(relayed, "eth7", now)).isInstanceOf(Decision.Offer.class);
        assertThat(policy.unwatched("eth1", Duration.ofMinutes(1), now)).isEmpty();
    }

    @Test
    void relayMaySelectAnotherLinkAndClientAnotherSubnet() throws Exception {
        policy.serve(List.of(
                Subnets.serving(DhcpService.DEFAULT, "10.0.0", "10.0.0.100", "10.0.0.109"),
                Subnets.serving(DhcpService.in(DhcpMode.RELAY), "10.2.0", "10.2.0.100", "10.2.0.109")));
        var linked = DhcpOptions.builder()
                .add(OptionCode.RELAY_AGENT_INFO, Octets.of((byte) 5, (byte) 4, (byte) 10, (byte) 2, (byte) 0, (byte)
                        0));
        var relay = Ipv4.parse("10.0.0.254");
        var answer = offered(withGiaddr(request(MessageType.DISCOVER, A, linked), relay));
        assertThat(answer.packet().yiaddr()).hasToString("10.2.0.100");
        assertThat(answer.target()).isEqualTo(new ReplyTarget.Relay(relay));
        var selected = DhcpOptions.builder().add(OptionCode.SUBNET_SELECTION, Ipv4.parse("10.2.0.0"));
        var other = offered(withGiaddr(request(MessageType.DISCOVER, B, selected), relay));
        assertThat(other.packet().yiaddr()).hasToString("10.2.0.101");
        assertThat(other.packet().subnetSelection()).contains(Ipv4.parse("10.2.0.0"));
    }

    @Test
    void offMeansOff() throws Exception {
        serve(DhcpService.in(DhcpMode.OFF));
        assertThat(on(discover(A))).isEqualTo(new Decision.Silent(Silence.NOT_SERVED));
    }

    @Test
    void fqdnIsAnsweredWithoutAnUpdate() throws Exception {
        serve(DhcpService.DEFAULT);
        var named =
                DhcpOptions.builder().add(OptionCode.CLIENT_FQDN, Octets.of((byte) 1, (byte) 0, (byte) 0, (byte) 'n'));
        assertThat(value(request(MessageType.DISCOVER, A, named), OptionCode.CLIENT_FQDN))
                .hasToString("0affff6e");
    }

    private void serve(DhcpService service) throws InvalidDhcpConfig {
        policy.serve(List.of(Subnets.serving(service, "10.0.0", "10.0.0.100", "10.0.0.109")));
    }

    private void serve(int leaseSeconds) throws InvalidDhcpConfig {
        var usual = Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.109");
        policy.serve(List.of(Subnets.of(new SubnetConfig(
                usual.interfaceName(),
                usual.cidr(),
                usual.server(),
                true,
                usual.rangeLow(),
                usual.rangeHigh(),
                usual.routers(),
                usual.dns(),
                usual.ntp(),
                usual.domain(),
                leaseSeconds,
                Map.of()))));
    }

    private static DhcpService options(Map<String, String> options) {
        return new DhcpService(DhcpMode.FULL, false, List.of(), List.of(), options, 300);
    }

    private static void assertRefused(DhcpService service, String why) {
        var config =
                Subnets.config("eth1", "10.0.0", "10.0.0.100", "10.0.0.109").with(service);
        assertThatThrownBy(() -> Subnet.of(config))
                .isInstanceOf(InvalidDhcpConfig.class)
                .hasMessageContaining(why);
    }

    private static MacAddress mac(int number) {
        return MacAddress.of("02000000%04x".formatted(number));
    }

    private Decision on(DhcpPacket packet) {
        return policy.on(packet, "eth1", now);
    }

    private Answer offered(DhcpPacket packet) {
        var decision = on(packet);
        assertThat(decision).isInstanceOf(Decision.Offer.class);
        return ((Decision.Offer) decision).answer();
    }

    private long leaseTime(DhcpPacket packet) {
        return offered(packet).packet().leaseTime().orElseThrow();
    }

    private Octets value(DhcpPacket packet, int code) {
        return offered(packet).packet().options().get(code).orElseThrow();
    }

    private static DhcpPacket wish(long seconds) {
        return request(
                MessageType.DISCOVER, A, DhcpOptions.builder().add(OptionCode.LEASE_TIME, Octets.uint32(seconds)));
    }

    private static DhcpPacket wishing(String address) {
        return wishing(address, B);
    }

    private static DhcpPacket wishing(String address, MacAddress mac) {
        return request(
                MessageType.DISCOVER,
                mac,
                DhcpOptions.builder().add(OptionCode.REQUESTED_ADDRESS, Ipv4.parse(address)));
    }

    private Decision renew(MacAddress mac, String address) {
        return on(withCiaddr(request(MessageType.REQUEST, mac, DhcpOptions.builder()), Ipv4.parse(address)));
    }

    private Decision declineWhatIsOffered(MacAddress mac) {
        var address = offered(discover(mac)).packet().yiaddr();
        on(select(mac, SERVER, address));
        return on(request(MessageType.DECLINE, mac, chosen(SERVER, address)));
    }
}
