package dev.muster.cluster.dhcp6.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.dhcp6.Subnets;
import dev.muster.cluster.dhcp6.codec.Association;
import dev.muster.cluster.dhcp6.codec.Dhcp6Options;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.codec.Duid;
import dev.muster.cluster.dhcp6.codec.MessageType;
import dev.muster.cluster.dhcp6.codec.OptionCode;
import dev.muster.cluster.dhcp6.codec.Status;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.cluster.dhcp6.policy.Decision.Silence;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.cluster.Dhcp6Service;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/// A policy that serves one small network, and what clients send to it.
class Dhcp6PolicyFixture {
    static final Instant T0 = Instant.parse("2026-01-01T00:00:00Z");
    static final Octets SERVER = Duid.of(UUID.fromString("2bd3cdb4-9bb9-4559-948a-a1f3f5c46b96"));
    static final Octets OTHER_SERVER = Duid.of(UUID.fromString("00000000-9bb9-4559-948a-a1f3f5c46b96"));
    static final String MAC = "02:77:00:00:00:01";
    static final String LOW = "fd00:77::1000";
    static final Ipv6Address PEER = Ipv6Address.of("fe80::1");

    final Bindings bindings = new Bindings(1 << 20);
    final Dhcp6Policy policy = new Dhcp6Policy(bindings, PolicySettings.of(SERVER, BootUrls.at(5248)));
    Instant now = T0;

    @BeforeEach
    void serve() throws Exception {
        serve(service("fd00:77::1003", Map.of(), true));
    }

    void serve(Dhcp6Service service) throws InvalidDhcp6Config {
        policy.serve(List.of(subnet(service)));
    }

    static Subnet subnet(Dhcp6Service service) throws InvalidDhcp6Config {
        return Subnet.of(Subnets.config("eth1", service), service);
    }

    static Dhcp6Service service(String high, Map<String, MacAddress> reservations, boolean rapidCommit) {
        return new Dhcp6Service(
                Subnets.PREFIX, Subnets.SERVER, LOW, high, List.of("fd00:77::53"), reservations, 0, 0, rapidCommit, 0);
    }

    Decision on(Dhcp6Packet request) {
        return policy.on(request, PEER, "eth1", now);
    }

    Decision.Commit commit(Dhcp6Packet request) {
        return (Decision.Commit) on(request);
    }

    void take(Octets duid, int iaid) {
        assertThat(commit(request(duid, iaid, null)).changed()).hasSize(1);
    }

    String addressOf(Dhcp6Packet request) {
        return commit(request)
                .answer()
                .associations()
                .getFirst()
                .addresses()
                .getFirst()
                .address()
                .toString();
    }

    static int status(Dhcp6Packet answer) {
        var status = answer.associations().getFirst().status();
        return status == null ? Status.SUCCESS : status.code();
    }

    void assertSilent(Dhcp6Packet request, String interfaceName, Silence why) {
        assertThat(policy.on(request, PEER, interfaceName, now)).isEqualTo(new Decision.Silent(why));
    }

    /// DUID-LL of `02:77:00:00:00:xx`.
    static Octets duid(int number) {
        return Octets.of(HexFormat.of().parseHex("000300010277000000%02x".formatted(number)));
    }

    static Dhcp6Packet solicit(Octets duid, int iaid) {
        return packet(duid, MessageType.SOLICIT, iaid);
    }

    static Dhcp6Packet packet(Octets duid, MessageType type, int iaid) {
        return built(type, packet(type, duid).add(OptionCode.IA_NA, ia(iaid)));
    }

    static Dhcp6Packet request(Octets duid, int iaid, @Nullable String address) {
        return bound(MessageType.REQUEST, duid, iaid, address);
    }

    static Dhcp6Packet bound(MessageType type, Octets duid, int iaid, @Nullable String address) {
        return built(
                type, packet(type, duid).add(OptionCode.SERVER_ID, SERVER).add(OptionCode.IA_NA, ia(iaid, address)));
    }

    static Dhcp6Packet unbound(MessageType type, Octets duid, int iaid, @Nullable String address) {
        return built(type, packet(type, duid).add(OptionCode.IA_NA, ia(iaid, address)));
    }

    static Dhcp6Options.Builder packet(MessageType type, Octets duid) {
        assertThat(type.isOfRelay()).isFalse();
        return Dhcp6Options.builder().add(OptionCode.CLIENT_ID, duid);
    }

    static Dhcp6Options.Builder archs(int... archs) {
        return Dhcp6Options.builder().add(OptionCode.CLIENT_ARCH, numbers(archs));
    }

    static Dhcp6Packet built(MessageType type, Dhcp6Options.Builder options) {
        return new Dhcp6Packet(List.of(), type, 0x123456, options.build());
    }

    static Octets ia(int iaid) {
        return ia(iaid, null);
    }

    static Octets ia(int iaid, @Nullable String address) {
        var addresses = address == null
                ? List.<Association.Address>of()
                : List.of(new Association.Address(Ipv6Address.of(address), 0, 0));
        return new Association(iaid, 0, 0, addresses, null).toOctets();
    }

    static Octets numbers(int... numbers) {
        return Arrays.stream(numbers).mapToObj(Octets::uint16).reduce(Octets.EMPTY, Octets::followedBy);
    }
}
