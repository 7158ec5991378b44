package dev.muster.cluster.dhcp6.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.dhcp6.Subnets;
import dev.muster.cluster.dhcp6.codec.Association;
import dev.muster.cluster.dhcp6.codec.Dhcp6Options;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.Duid;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.codec.RelayHop;
import dev.muster.cluster.dhcp6.codec.Status;
import dev.muster.cluster.dhcp6.codec.VendorClass;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.lease.Binding.Kind;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.cluster.dhcp6.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Dhcp6PolicyTest {
    private static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    private static final Octets SERVER = Duid.of(UUID.fromString("2bd3cdb4-9bb9-4559-948a-a1f3f5c46b96"));
    private static final Octets OTHER_SERVER = Duid.of(UUID.fromString("00000000-9bb9-4559-948a-a1f3f5c46b96"));
    private static final String MAC = "02:77:00:00:00:01";
    private static final String LOW = "fd00:77::1000";
    private static final Ipv6Address PEER = Ipv6Address.of("fe80::1");

    private final Bindings bindings = new Bindings();
    private final Dhcp6Policy policy = new Dhcp6Policy(bindings, PolicySettings.of(SERVER, BootUrls.at(5248)));
    private Instant now = T0;

    @BeforeEach
    void serve() throws Exception {
        serve(service("fd00:77::1003", Map.of(), true));
    }

    @Test
    void theFourMessagesGiveOneAddress() {
        var offer = (Decision.Offer) on(solicit(duid(1), 7));
        assertThat(offer.addresses()).containsExactly(Ipv6Address.of(LOW));
        assertThat(offer.mac()).isEqualTo(MacAddress.of(MAC));
        assertThat(offer.answer().type()).isEqualTo(MessageType.ADVERTISE);
        assertThat(offer.answer().transactionId()).isEqualTo(0x123456);
        assertThat(offer.answer().clientId()).contains(duid(1));
        assertThat(offer.answer().serverId()).contains(SERVER);
        assertThat(bindings.entries()).isEmpty();

        var commit = commit(request(duid(1), 7, LOW));
        assertThat(commit.renewal()).isFalse();
        assertThat(commit.changed()).containsExactlyElementsOf(bindings.entries());
        assertThat(commit.answer().associations())
                .containsExactly(new Association(
                        7, 225, 360, List.of(new Association.Address(Ipv6Address.of(LOW), 450, 600)), null));
    }

    @Test
    void rapidCommitNeedsTwoMessagesAndBothSides() throws Exception {
        var wish = packet(MessageType.SOLICIT, duid(1))
                .add(OptionCode.RAPID_COMMIT, Octets.EMPTY)
                .add(OptionCode.IA_NA, ia(7));
        var commit = commit(built(MessageType.SOLICIT, wish));
        assertThat(commit.answer().type()).isEqualTo(MessageType.REPLY);
        assertThat(commit.answer().options().has(OptionCode.RAPID_COMMIT)).isTrue();
        assertThat(commit.changed()).hasSize(1);
        serve(service("fd00:77::1003", Map.of(), false));
        assertThat(on(built(MessageType.SOLICIT, wish))).isInstanceOf(Decision.Offer.class);
    }

    @Test
    void aMachineKeepsItsAddressFromFirmwareToSystem() {
        take(duid(1), 7);
        var system = Octets.of(HexFormat.of().parseHex("000100012a2b2c2d" + "027700000001"));
        assertThat(addressOf(request(system, 9, null))).isEqualTo(LOW);
        // firmware with an identifier of another kind shows the MAC in its own address
        var firmware = packet(Duid.of(UUID.randomUUID()), MessageType.SOLICIT, 1);
        assertThat(((Decision.Offer) policy.on(firmware, Ipv6Address.of("fe80::77:ff:fe00:1"), "eth1", now))
                        .addresses())
                .containsExactly(Ipv6Address.of(LOW));
        // another interface under the same identifier is not the same
        assertThat(addressOf(request(system, 10, null))).isEqualTo("fd00:77::1001");
        assertThat(addressOf(request(system, 9, null))).isEqualTo(LOW);
    }

    @Test
    void whatTheRelayAgentSawGoesBeforeWhatTheClientSays() {
        var seen = Dhcp6Options.builder()
                .add(OptionCode.CLIENT_LINK_LAYER, Octets.of(HexFormat.of().parseHex("0001027700000009")))
                .add(OptionCode.INTERFACE_ID, Octets.ascii("port7"))
                .build();
        var inner = new RelayHop(0, Ipv6Address.of("fd00:77::99"), PEER, seen);
        var outer = new RelayHop(1, Ipv6Address.UNSPECIFIED, Ipv6Address.of("fd00:5::1"), Dhcp6Options.NONE);
        var request = solicit(duid(1), 7);
        var relayed = new Dhcp6Packet(List.of(outer, inner), request.type(), 1, request.options());
        var offer = (Decision.Offer) policy.on(relayed, PEER, "eth9", now);
        assertThat(offer.mac()).isEqualTo(MacAddress.of("02:77:00:00:00:09"));
        assertThat(offer.answer().relays()).extracting(RelayHop::hopCount).containsExactly(1, 0);
        assertThat(offer.answer().relays().getLast().options().all())
                .containsExactly(new Dhcp6Options.Option(OptionCode.INTERFACE_ID, Octets.ascii("port7")));
        assertThat(ReplyPort.of(relayed, 1234)).isEqualTo(547);
        assertThat(ReplyPort.of(request, 1234)).isEqualTo(546);
        assertSilent(new Dhcp6Packet(List.of(outer), request.type(), 1, request.options()), "eth9", Silence.NOT_SERVED);
    }

    @Test
    void aUsedUpRangeIsSaidAndAReservationWaits() throws Exception {
        serve(service("fd00:77::1001", Map.of("fd00:77::1001", MacAddress.of(MAC)), false));
        assertThat(addressOf(request(duid(2), 1, null))).isEqualTo(LOW);
        var exhausted = (Decision.Exhausted) on(solicit(duid(3), 1));
        assertThat(status(exhausted.answer())).isEqualTo(Status.NO_ADDRS_AVAIL);
        assertThat(on(request(duid(3), 1, LOW))).isInstanceOf(Decision.Exhausted.class);
        assertThat(addressOf(request(duid(1), 1, null))).isEqualTo("fd00:77::1001");
        now = T0.plusSeconds(601);
        assertThat(addressOf(request(duid(3), 1, null))).isEqualTo(LOW);
    }

    @Test
    void oneMachineCannotDrainTheRange() throws Exception {
        serve(service("fd00:77::10ff", Map.of(), false));
        for (int iaid = 1; iaid <= 4; iaid++) {
            take(duid(1), iaid);
        }
        assertThat(on(request(duid(1), 5, null))).isInstanceOf(Decision.Exhausted.class);
    }

    @Test
    void offersOfOneMachineAreFew() throws Exception {
        serve(service("fd00:77::10ff", Map.of(), false));
        var greedy = packet(MessageType.SOLICIT, duid(1));
        for (int iaid = 1; iaid <= 200; iaid++) {
            greedy.add(OptionCode.IA_NA, ia(iaid));
        }
        var offer = (Decision.Offer) on(built(MessageType.SOLICIT, greedy));
        assertThat(offer.addresses()).hasSize(4);
        assertThat(offer.answer().associations()).hasSize(4);
        assertThat(on(solicit(duid(1), 5))).isInstanceOf(Decision.Exhausted.class);
        assertThat(addressOf(request(duid(1), 1, LOW))).isEqualTo(LOW);
        assertThat(((Decision.Offer) on(solicit(duid(2), 1))).addresses())
                .containsExactly(Ipv6Address.of("fd00:77::1004"));
        now = T0.plusSeconds(61);
        assertThat(((Decision.Offer) on(solicit(duid(1), 5))).addresses()).hasSize(1);
    }

    @Test
    void whatEndedIsGivenAgainBeforeMoreIsKept() {
        for (int machine = 0; machine < 100; machine++) {
            take(duid(machine), 1);
            now = now.plusSeconds(601);
        }
        assertThat(bindings.size()).isEqualTo(4);
    }

    @Test
    void addressesOfAnotherNetworkAreNotOnLink() {
        assertThat(status(commit(request(duid(1), 7, "fd00:88::5")).answer())).isEqualTo(Status.NOT_ON_LINK);
        var confirm = (Decision.Inform) on(unbound(MessageType.CONFIRM, duid(1), 7, "fd00:88::5"));
        assertThat(confirm.answer().status().orElseThrow().code()).isEqualTo(Status.NOT_ON_LINK);
        var here = (Decision.Inform) on(unbound(MessageType.CONFIRM, duid(1), 7, LOW));
        assertThat(here.answer().status().orElseThrow().code()).isEqualTo(Status.SUCCESS);
        assertSilent(unbound(MessageType.CONFIRM, duid(1), 7, null), "eth1", Silence.INCOMPLETE);
    }

    @Test
    void renewAndRebindGoOnWithAnAddressThatIsTheirs() {
        take(duid(1), 7);
        now = T0.plusSeconds(300);
        var renewed = commit(bound(MessageType.RENEW, duid(1), 7, LOW));
        assertThat(renewed.renewal()).isTrue();
        assertThat(renewed.changed().getFirst().until()).isEqualTo(now.plusSeconds(600));
        // one that nobody knows but that is free goes on, one of somebody else ends, none at all is not known
        assertThat(addressOf(unbound(MessageType.REBIND, duid(2), 1, "fd00:77::1002")))
                .isEqualTo("fd00:77::1002");
        var ended = commit(unbound(MessageType.REBIND, duid(3), 1, LOW))
                .answer()
                .associations()
                .getFirst();
        assertThat(ended.addresses()).containsExactly(new Association.Address(Ipv6Address.of(LOW), 0, 0));
        assertThat(status(commit(bound(MessageType.RENEW, duid(3), 1, null)).answer()))
                .isEqualTo(Status.NO_BINDING);
    }

    @Test
    void releasedAddressesAreFreeAndDeclinedOnesAreNot() {
        take(duid(1), 7);
        var released = commit(bound(MessageType.RELEASE, duid(1), 7, LOW));
        assertThat(released.changed()).singleElement().matches(binding -> binding.isOver(now));
        assertThat(released.answer().status().orElseThrow().code()).isEqualTo(Status.SUCCESS);
        assertThat(status(commit(bound(MessageType.RELEASE, duid(1), 7, LOW)).answer()))
                .isEqualTo(Status.NO_BINDING);

        take(duid(1), 7);
        var declined = commit(bound(MessageType.DECLINE, duid(1), 7, LOW));
        assertThat(declined.changed())
                .singleElement()
                .returns(Kind.QUARANTINED, Binding::kind)
                .returns(now.plus(Duration.ofMinutes(10)), Binding::until);
        assertThat(addressOf(request(duid(1), 7, LOW))).isEqualTo("fd00:77::1001");
        assertThat(commit(bound(MessageType.DECLINE, duid(2), 7, "fd00:77::1001"))
                        .changed())
                .isEmpty();
    }

    @Test
    void settingsAreToldToWhoAsksForThem() {
        var wish = packet(MessageType.INFORMATION_REQUEST, duid(1))
                .add(OptionCode.OPTION_REQUEST, numbers(23, 24, 32, 59));
        var answer = ((Decision.Inform) on(built(MessageType.INFORMATION_REQUEST, wish))).answer();
        assertThat(answer.options().first(OptionCode.DNS_SERVERS))
                .contains(Octets.of(Ipv6Address.of("fd00:77::53").toBytes()));
        assertThat(answer.options().first(OptionCode.DOMAIN_LIST))
                .contains(Octets.of(HexFormat.of().parseHex("036c616200")));
        assertThat(answer.options().first(OptionCode.INFORMATION_REFRESH_TIME)).contains(Octets.uint32(600));
        assertThat(answer.bootFileUrl()).isEmpty();
        wish.add(OptionCode.IA_NA, ia(1));
        assertSilent(built(MessageType.INFORMATION_REQUEST, wish), "eth1", Silence.INCOMPLETE);
    }

    @ParameterizedTest
    @CsvSource({
        "6, tftp://[fd00:77::1]/bootia32.efi",
        "7, tftp://[fd00:77::1]/bootx64.efi",
        "9, tftp://[fd00:77::1]/bootx64.efi",
        "11, tftp://[fd00:77::1]/bootaa64.efi",
        "15, http://[fd00:77::1]:5248/images/ipxe-i386.efi",
        "16, http://[fd00:77::1]:5248/images/ipxe.efi",
        "19, http://[fd00:77::1]:5248/images/ipxe-arm64.efi",
        "0,",
        "77,"
    })
    void eachFirmwareIsToldItsLoader(int arch, @Nullable String url) {
        var wish = packet(MessageType.SOLICIT, duid(1))
                .add(OptionCode.IA_NA, ia(1))
                .add(OptionCode.CLIENT_ARCH, numbers(arch));
        var answer = ((Decision.Offer) on(built(MessageType.SOLICIT, wish))).answer();
        assertThat(answer.bootFileUrl()).isEqualTo(Optional.ofNullable(url));
        assertThat(answer.options().has(OptionCode.VENDOR_CLASS)).isFalse();
    }

    @Test
    void httpBootSeesItsClassAgainAndIpxeGetsItsScript() {
        var http = packet(MessageType.SOLICIT, duid(1))
                .add(OptionCode.CLIENT_ARCH, numbers(16))
                .add(
                        OptionCode.VENDOR_CLASS,
                        new VendorClass(343, List.of("HTTPClient:Arch:00016:UNDI:003016")).toOctets());
        var answer = ((Decision.Offer) on(built(MessageType.SOLICIT, http))).answer();
        assertThat(answer.vendorClasses()).containsExactly(new VendorClass(343, List.of("HTTPClient")));
        var ipxe = packet(MessageType.SOLICIT, duid(1))
                .add(OptionCode.CLIENT_ARCH, numbers(16))
                .add(OptionCode.USER_CLASS, Octets.of(HexFormat.of().parseHex("000469505845")));
        assertThat(((Decision.Offer) on(built(MessageType.SOLICIT, ipxe)))
                        .answer()
                        .bootFileUrl())
                .contains("http://[fd00:77::1]:5248/ipxe.cfg");
    }

    @Test
    void anOperatorsChoiceOfLoaderGoesFirst() {
        var urls = new BootUrls(5248, false, Map.of(7, "efi64/syslinux.efi", 16, "http://boot.example/x.efi"));
        var server = Ipv6Address.of("fd00:77::1");
        assertThat(urls.forClient(built(MessageType.SOLICIT, archs(7)), server))
                .contains("tftp://[fd00:77::1]/efi64/syslinux.efi");
        assertThat(urls.forClient(built(MessageType.SOLICIT, archs(99, 16)), server))
                .contains("http://boot.example/x.efi");
    }

    @Test
    void messagesWithWrongIdentifiersAreDropped() {
        for (var type : List.of(MessageType.SOLICIT, MessageType.CONFIRM, MessageType.REBIND)) {
            assertSilent(bound(type, duid(1), 7, LOW), "eth1", Silence.WRONG_IDENTIFIERS);
        }
        for (var type : List.of(MessageType.REQUEST, MessageType.RENEW, MessageType.RELEASE, MessageType.DECLINE)) {
            assertSilent(unbound(type, duid(1), 7, LOW), "eth1", Silence.WRONG_IDENTIFIERS);
        }
        var nameless = Dhcp6Options.builder().add(OptionCode.IA_NA, ia(1));
        assertSilent(built(MessageType.SOLICIT, nameless), "eth1", Silence.WRONG_IDENTIFIERS);
        var others = packet(MessageType.REQUEST, duid(1)).add(OptionCode.SERVER_ID, OTHER_SERVER);
        assertSilent(built(MessageType.REQUEST, others), "eth1", Silence.OTHER_SERVER);
        assertSilent(built(MessageType.REPLY, others), "eth1", Silence.FROM_A_SERVER);
        assertSilent(solicit(duid(1), 1), "eth2", Silence.NOT_SERVED);
    }

    @Test
    void leasesAndOffersOutliveANewConfiguration() throws Exception {
        take(duid(1), 7);
        on(solicit(duid(2), 1));
        serve(service("fd00:77::1003", Map.of(), false));
        assertThat(((Decision.Offer) on(solicit(duid(3), 1))).addresses())
                .containsExactly(Ipv6Address.of("fd00:77::1002"));
        var again = new Dhcp6Policy(bindings, PolicySettings.of(SERVER, BootUrls.at(5248)));
        again.serve(List.of(subnet(service("fd00:77::1003", Map.of(), false))), now);
        assertThat(((Decision.Offer) again.on(solicit(duid(1), 7), PEER, "eth1", now)).addresses())
                .containsExactly(Ipv6Address.of(LOW));
    }

    @Test
    void wrongSubnetsAreNamed() {
        var outside = Dhcp6Service.of(Subnets.PREFIX, "fd00:88::1", LOW, LOW, List.of());
        assertThatThrownBy(() -> subnet(outside)).hasMessageContaining("server fd00:88::1 is not inside");
        var wrong = Dhcp6Service.of(Subnets.PREFIX, Subnets.SERVER, LOW, "fd00:88::1", List.of());
        assertThatThrownBy(() -> subnet(wrong)).hasMessageContaining("range").hasMessageContaining("not inside");
        assertThatThrownBy(() -> subnet(service("fd00:77::1:1000", Map.of(), false)))
                .isInstanceOf(InvalidDhcp6Config.class)
                .hasMessageContaining("range_low to range_high has more than 65536 addresses");
        var good = Dhcp6Service.of(Subnets.PREFIX, Subnets.SERVER, "", "", List.of());
        assertThatThrownBy(() -> policy.serve(List.of(subnet(good), subnet(good)), now))
                .isInstanceOf(InvalidDhcp6Config.class)
                .hasMessageContaining("overlap");
    }

    private void serve(Dhcp6Service service) throws InvalidDhcp6Config {
        policy.serve(List.of(subnet(service)), now);
    }

    private static Subnet subnet(Dhcp6Service service) throws InvalidDhcp6Config {
        return Subnet.of(Subnets.config("eth1", service), service);
    }

    private static Dhcp6Service service(String high, Map<String, MacAddress> reservations, boolean rapidCommit) {
        return new Dhcp6Service(
                Subnets.PREFIX, Subnets.SERVER, LOW, high, List.of("fd00:77::53"), reservations, 0, 0, rapidCommit, 0);
    }

    private Decision on(Dhcp6Packet request) {
        return policy.on(request, PEER, "eth1", now);
    }

    private Decision.Commit commit(Dhcp6Packet request) {
        return (Decision.Commit) on(request);
    }

    private void take(Octets duid, int iaid) {
        assertThat(commit(request(duid, iaid, null)).changed()).hasSize(1);
    }

    private String addressOf(Dhcp6Packet request) {
        return commit(request)
                .answer()
                .associations()
                .getFirst()
                .addresses()
                .getFirst()
                .address()
                .toString();
    }

    private static int status(Dhcp6Packet answer) {
        var status = answer.associations().getFirst().status();
        return status == null ? Status.SUCCESS : status.code();
    }

    private void assertSilent(Dhcp6Packet request, String interfaceName, Silence why) {
        assertThat(policy.on(request, PEER, interfaceName, now)).isEqualTo(new Decision.Silent(why));
    }

    /// DUID-LL of `02:77:00:00:00:xx`.
    private static Octets duid(int number) {
        return Octets.of(HexFormat.of().parseHex("000300010277000000%02x".formatted(number)));
    }

    private static Dhcp6Packet solicit(Octets duid, int iaid) {
        return packet(duid, MessageType.SOLICIT, iaid);
    }

    private static Dhcp6Packet packet(Octets duid, MessageType type, int iaid) {
        return built(type, packet(type, duid).add(OptionCode.IA_NA, ia(iaid)));
    }

    private static Dhcp6Packet request(Octets duid, int iaid, @Nullable String address) {
        return bound(MessageType.REQUEST, duid, iaid, address);
    }

    private static Dhcp6Packet bound(MessageType type, Octets duid, int iaid, @Nullable String address) {
        return built(
                type, packet(type, duid).add(OptionCode.SERVER_ID, SERVER).add(OptionCode.IA_NA, ia(iaid, address)));
    }

    private static Dhcp6Packet unbound(MessageType type, Octets duid, int iaid, @Nullable String address) {
        return built(type, packet(type, duid).add(OptionCode.IA_NA, ia(iaid, address)));
    }

    private static Dhcp6Options.Builder packet(MessageType type, Octets duid) {
        assertThat(type.isOfRelay()).isFalse();
        return Dhcp6Options.builder().add(OptionCode.CLIENT_ID, duid);
    }

    private static Dhcp6Options.Builder archs(int... archs) {
        return Dhcp6Options.builder().add(OptionCode.CLIENT_ARCH, numbers(archs));
    }

    private static Dhcp6Packet built(MessageType type, Dhcp6Options.Builder options) {
        return new Dhcp6Packet(List.of(), type, 0x123456, options.build());
    }

    private static Octets ia(int iaid) {
        return ia(iaid, null);
    }

    private static Octets ia(int iaid, @Nullable String address) {
        var addresses = address == null
                ? List.<Association.Address>of()
                : List.of(new Association.Address(Ipv6Address.of(address), 0, 0));
        return new Association(iaid, 0, 0, addresses, null).toOctets();
    }

    private static Octets numbers(int... numbers) {
        return Arrays.stream(numbers).mapToObj(Octets::uint16).reduce(Octets.EMPTY, Octets::followedBy);
    }
}
