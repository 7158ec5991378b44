package dev.muster.cluster.dhcp.policy;

import static dev.muster.cluster.dhcp.codec.SamplePackets.request;
import static dev.muster.cluster.dhcp.codec.SamplePackets.withCiaddr;
import static dev.muster.cluster.dhcp.policy.ClientRequests.discover;
import static dev.muster.cluster.dhcp.policy.ClientRequests.select;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp.codec.DhcpOptions;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.codec.MessageType;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;

/// A policy that serves two addresses and a reservation, and three machines that want one.
class DhcpPolicyFixture {
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final MacAddress A = MacAddress.of("02:00:00:00:00:0a");
    static final MacAddress B = MacAddress.of("02:00:00:00:00:0b");
    static final MacAddress C = MacAddress.of("02:00:00:00:00:0c");
    static final MacAddress STRANGER = MacAddress.of("02:00:00:00:00:ee");
    static final MacAddress RESERVED = MacAddress.of("02:00:00:00:00:99");
    static final Ipv4 SERVER = Ipv4.parse("10.0.0.1");
    static final Ipv4 FIRST = Ipv4.parse("10.0.0.100");
    static final Ipv4 SECOND = Ipv4.parse("10.0.0.101");
    static final Ipv4 RESERVATION = Ipv4.parse("10.0.0.50");

    final Leases leases = new Leases(1 << 20);
    final DhcpPolicy policy = new DhcpPolicy(leases, PolicySettings.of(5248));
    Instant now = T0;

    @BeforeEach
    void serve() throws Exception {
        serve("10.0.0.100", "10.0.0.101");
    }

    void serve(String low, String high) throws InvalidDhcpConfig {
        var config = Subnets.config("eth1", "10.0.0", low, high, Map.of(RESERVATION.toString(), RESERVED));
        policy.serve(List.of(Subnets.of(config)));
    }

    Decision on(DhcpPacket packet) {
        return policy.on(packet, "eth1", now);
    }

    void lease(MacAddress mac) {
        var address = offer(on(discover(mac))).packet().yiaddr();
        grant(on(select(mac, SERVER, address)));
    }

    Decision renew(MacAddress mac, Ipv4 address) {
        return on(withCiaddr(request(MessageType.REQUEST, mac, DhcpOptions.builder()), address));
    }

    static Answer offer(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Offer.class);
        return ((Decision.Offer) decision).answer();
    }

    static Decision.Grant grant(Decision decision) {
        assertThat(decision).isInstanceOf(Decision.Grant.class);
        return (Decision.Grant) decision;
    }

    static String text(DhcpPacket packet, int code) {
        return packet.options().get(code).orElseThrow().text();
    }

    static List<Integer> codes(DhcpPacket packet) {
        return packet.options().all().stream().map(DhcpOptions.Option::code).toList();
    }
}
