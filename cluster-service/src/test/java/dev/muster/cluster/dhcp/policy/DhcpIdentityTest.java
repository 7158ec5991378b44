package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.decoded;
import static dev.muster.cluster.dhcp.codec.SamplePackets.packet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.DhcpIdentity;
import dev.muster.model.cluster.DhcpService;
import dev.muster.model.node.MacAddress;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Who a client is (RFC 2131 4.2, RFC 4361, RFC 4390), from its octets on.
class DhcpIdentityTest extends DhcpPolicyFixture {
    private static final String DISCOVER = "350101";
    private static final String SELECT = "350103 3604 0a000001 3204 0a000064";
    private static final String RENEW = "350103";
    private static final String NO_CHADDR = "00".repeat(16);

    /// As the firmware of Mellanox's adapters sends it, in the form of RFC 4361: port GUID 0002:c903:00aa:bbcc.
    private static final String PORT = "3d14 ff 00000000 0002 000002c9 00 0002c90300aabbcc";

    private static final MacAddress PORT_MAC = MacAddress.of("00:02:c9:aa:bb:cc");

    /// RFC 4390 2.1: no length, no address, the broadcast flag.
    @Test
    void infinibandClientIsAnsweredByBroadcastAndKnownByItsPort() {
        var offer = (Decision.Offer) on(infiniband("00", NO_CHADDR, DISCOVER + PORT));
        assertThat(offer.mac()).isEqualTo(PORT_MAC);
        assertThat(offer.answer().target()).isEqualTo(new ReplyTarget.Broadcast());
        var packet = offer.answer().packet();
        assertThat(packet.htype()).isEqualTo(32);
        assertThat(packet.hlen()).isZero();
        assertThat(packet.chaddr()).isEqualTo(hex(NO_CHADDR));
        assertThat(packet.clientId()).contains(hex("ff 00000000 0002 000002c9 00 0002c90300aabbcc"));
        assertThat(packet.yiaddr()).isEqualTo(FIRST);

        var grant = grant(on(infiniband("00", NO_CHADDR, SELECT + PORT)));
        assertThat(grant.lease().mac()).isEqualTo(PORT_MAC);
        assertThat(grant.answer().target()).isEqualTo(new ReplyTarget.Broadcast());
        assertThat(leases.activeOf(PORT_MAC, now)).isPresent();
    }

    /// iPXE has the GUID in chaddr too (RFC 4390 forbids it), and its type before it; systemd's has no chaddr.
    @ParameterizedTest
    @CsvSource({"08, 0002c90300aabbcc0000000000000000", "00, 00000000000000000000000000000000"})
    void infinibandPortIsOneMachineWhateverItsIdentifiersForm(String hlen, String chaddr) {
        grant(on(infiniband("00", NO_CHADDR, SELECT + PORT)));
        var offer = (Decision.Offer) on(infiniband(hlen, chaddr, DISCOVER + "3d09 20 0002c90300aabbcc"));
        assertThat(offer.mac()).isEqualTo(PORT_MAC);
        assertThat(offer.address()).isEqualTo(FIRST);
        var other = (Decision.Offer) on(infiniband(hlen, NO_CHADDR, DISCOVER + "3d09 20 0002c90300aabbcd"));
        assertThat(other.address()).isEqualTo(SECOND);
    }

    @Test
    void infinibandPortHasItsReservation() throws Exception {
        policy.serve(List.of(Subnets.of(Subnets.config(
                "eth1", "10.0.0", "10.0.0.100", "10.0.0.101", Map.of(RESERVATION.toString(), PORT_MAC)))));
        assertThat(offer(on(infiniband("00", NO_CHADDR, DISCOVER + PORT)))
                        .packet()
                        .yiaddr())
                .isEqualTo(RESERVATION);
    }

    @ParameterizedTest
    @CsvSource({"01, 06", "20, 00", "18, 10"})
    void whoNamesItselfInNoWayGetsSilence(String htype, String hlen) {
        for (String id : List.of("", "3d01 ff")) {
            assertThat(on(client(htype, hlen, NO_CHADDR, "00000000", DISCOVER + id)))
                    .isEqualTo(new Decision.Silent(Silence.UNIDENTIFIED));
        }
    }

    @Test
    void clientWithoutAnAddressIsKnownByItsIdentifier() {
        var offer = (Decision.Offer) on(ethernet(NO_CHADDR, DISCOVER + "3d05 00 61626364"));
        assertThat(offer.answer().target()).isEqualTo(new ReplyTarget.Broadcast());
        assertThat(offer.mac().isZero()).isTrue();
        var grant = grant(on(ethernet(NO_CHADDR, SELECT + "3d05 00 61626364")));
        assertThat(grant.lease().client().hasMac()).isFalse();
        assertThat(offer(on(ethernet(NO_CHADDR, DISCOVER + "3d05 00 61626364")))
                        .packet()
                        .yiaddr())
                .isEqualTo(FIRST);
        assertThat(offer(on(ethernet(NO_CHADDR, DISCOVER + "3d05 00 61626365")))
                        .packet()
                        .yiaddr())
                .isEqualTo(SECOND);
        var renewed = grant(on(client("01", "06", NO_CHADDR, "0a000064", RENEW + "3d05 00 61626364")));
        assertThat(renewed.answer().target()).isEqualTo(new ReplyTarget.Unicast(FIRST));
    }

    @Test
    void itsLeaseIsReadBackFromTheJournal() {
        grant(on(ethernet(NO_CHADDR, SELECT + "3d05 00 61626364")));
        var restarted = new Leases(1 << 20);
        leases.forEach(restarted::restore);
        assertThat(restarted.of(FIRST)).isEqualTo(leases.of(FIRST));
    }

    /// Its answer is a broadcast all the same: nobody knows whether frames to that address arrive.
    @Test
    void addressInTheIdentifierIsTheMachines() {
        lease(A);
        var offer = (Decision.Offer) on(ethernet(NO_CHADDR, DISCOVER + "3d07 01 02000000000a"));
        assertThat(offer.mac()).isEqualTo(A);
        assertThat(offer.address()).isEqualTo(FIRST);
        assertThat(offer.answer().target()).isEqualTo(new ReplyTarget.Broadcast());
        var group = (Decision.Offer) on(ethernet(NO_CHADDR, DISCOVER + "3d07 01 01000000000a"));
        assertThat(group.mac().isZero()).isTrue();
    }

    @Test
    void leaseIsTheMacsWhateverTheIdentifierUnlessTheSubnetGoesByIt() throws Exception {
        grant(on(ethernet(chaddr(A), SELECT + "3d03 ff0001")));
        assertThat(addressFor(A, "3d03 ff0002")).isEqualTo(FIRST);
        assertThat(addressFor(B, "3d03 ff0001")).isEqualTo(SECOND);
    }

    @Test
    void whereASubnetGoesByIdentifiersTheyAreTheClients() throws Exception {
        serve(DhcpIdentity.CLIENT_ID);
        grant(on(ethernet(chaddr(A), SELECT + "3d03 ff0001")));
        assertThat(addressFor(A, "3d03 ff0002")).isEqualTo(SECOND);
        assertThat(on(ethernet(chaddr(A), SELECT + "3d03 ff0002"))).isInstanceOf(Decision.Refuse.class);
        assertThat(addressFor(B, "3d03 ff0001")).isEqualTo(FIRST);
        var moved = grant(on(ethernet(chaddr(B), SELECT + "3d03 ff0001")));
        assertThat(moved.lease().mac()).isEqualTo(B);
        assertThat(on(ethernet(chaddr(A), SELECT + "3d03 ff0002"))).isInstanceOf(Decision.Refuse.class);
    }

    @Test
    void firmwareWithoutAnIdentifierAndItsSystemHaveOneAddress() throws Exception {
        serve(DhcpIdentity.CLIENT_ID);
        lease(A);
        assertThat(addressFor(A, "3d03 ff0001")).isEqualTo(FIRST);
        grant(on(ethernet(chaddr(A), SELECT + "3d03 ff0001")));
        // it starts again, and its firmware is given what its system has
        assertThat(addressFor(A, "")).isEqualTo(FIRST);
        serve(DhcpIdentity.MAC);
        assertThat(addressFor(A, "")).isEqualTo(FIRST);
        serve(DhcpIdentity.CLIENT_ID);
        assertThat(addressFor(A, "3d03 ff0002")).isEqualTo(SECOND);
    }

    /// Only what is known to end with a GUID is read so: a system's own DUID is a name.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "3d13 ff 00000000 0002 0000ab11 0002c90300aabbcc",
                "3d17 ff 00000000 0004 00112233445566770002c90300aabbcc",
                "3d09 20 0000000300000000",
                "3d09 20 0102c90300aabbcc"
            })
    void identifierThatHoldsNoPortIsAName(String id) {
        var offer = (Decision.Offer) on(infiniband("00", NO_CHADDR, DISCOVER + id));
        assertThat(offer.mac().isZero()).isTrue();
    }

    @Test
    void machinesKeepTheirAddressesWhenTheSettingChanges() throws Exception {
        grant(on(ethernet(chaddr(A), SELECT + "3d03 ff0001")));
        for (var identity : List.of(DhcpIdentity.CLIENT_ID, DhcpIdentity.MAC, DhcpIdentity.CLIENT_ID)) {
            serve(identity);
            grant(on(client("01", "06", chaddr(A), "0a000064", RENEW + "3d03 ff0001")));
            assertThat(on(client("01", "06", chaddr(B), "0a000064", RENEW + "3d03 ff0002")))
                    .isInstanceOf(Decision.Refuse.class);
        }
    }

    private void serve(DhcpIdentity identity) throws InvalidDhcpConfig {
        policy.serve(List.of(
                Subnets.serving(DhcpService.DEFAULT.withIdentity(identity), "10.0.0", "10.0.0.100", "10.0.0.101")));
    }

    private Ipv4 addressFor(MacAddress mac, String id) {
        return offer(on(ethernet(chaddr(mac), DISCOVER + id))).packet().yiaddr();
    }

    private static String chaddr(MacAddress mac) {
        return mac.value().replace(":", "") + "00".repeat(10);
    }

    private static Octets hex(String text) {
        return Octets.of(HexFormat.of().parseHex(text.replace(" ", "")));
    }

    private static DhcpPacket infiniband(String hlen, String chaddr, String options) {
        return client("20", hlen, chaddr, "00000000", options);
    }

    private static DhcpPacket ethernet(String chaddr, String options) {
        return client("01", "06", chaddr, "00000000", options);
    }

    private static DhcpPacket client(String htype, String hlen, String chaddr, String ciaddr, String options) {
        String flags = htype.equals("20") ? "8000" : "0000";
        return decoded(packet(
                "01" + htype + hlen + "00 5e1ac2d7 0000" + flags + ciaddr + "00".repeat(12) + chaddr, options + "ff"));
    }
}
