package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.address.AddressPool;
import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.ClientIdentity;
import dev.muster.cluster.dhcp.lease.Hold;
import dev.muster.cluster.dhcp.lease.RelayPort;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who asks what, where and when.
record Client(DhcpPacket packet, ClientIdentity identity, LeasePool pool, Instant now) {
    /// In option 82 (RFC 3046 2.0).
    private static final int CIRCUIT_ID = 1;

    private static final int REMOTE_ID = 2;

    /// RFC 5107.
    private static final int SERVER_ID_OVERRIDE = 11;

    MacAddress mac() {
        return identity.mac();
    }

    Subnet subnet() {
        return pool.subnet();
    }

    AddressPool<Ipv4, ClientIdentity, Hold> addresses() {
        return pool.addresses();
    }

    /// The address that is reserved for it.
    Optional<Ipv4> reserved() {
        return subnet().reservedFor(mac());
    }

    boolean mayHave(Ipv4 address) {
        return addresses().mayHave(identity, address, now);
    }

    boolean isHolder(Ipv4 address) {
        return addresses().isHolder(identity, address);
    }

    /// Other addresses than this one that it has a lease on, or reported as taken.
    int othersThan(Ipv4 address) {
        return pool.othersOf(identity, address, now);
    }

    /// What the client is to call the server: by the relay's own address where the relay wants to see all that the
    /// client sends, renewals too (RFC 5107 4).
    Ipv4 serverId() {
        return relay(SERVER_ID_OVERRIDE)
                .filter(value -> value.length() == 4)
                .map(value -> new Ipv4(value.int32At(0)))
                .filter(address -> !address.isZero())
                .orElse(subnet().server());
    }

    /// Whether the message names another server.
    boolean meansAnother() {
        return packet.serverId()
                .filter(server -> !server.equals(subnet().server()) && !server.equals(serverId()))
                .isPresent();
    }

    /// Where it asks for a lease on an address. A renewal goes past the relay and is the same machine's; who comes by
    /// another port while a lease of this MAC address runs in the subnet may be another machine with that address.
    RelayPort port(Ipv4 address) {
        var held = pool.machinesOf(identity).stream()
                .filter(hold -> hold.isLeased(now))
                .toList();
        var port = packet.isRelayed() ? named() : withoutRelay(address, held);
        for (Hold hold : held) {
            port = port.after(hold.port(), end(hold));
        }
        return port;
    }

    /// Who renews what he has not behind a relay says nothing of where he is.
    private RelayPort withoutRelay(Ipv4 address, List<Hold> held) {
        return held.stream()
                .filter(hold -> hold.address().equals(address))
                .map(Hold::port)
                .findFirst()
                .orElse(subnet().isLocal() ? RelayPort.DIRECT : RelayPort.UNNAMED);
    }

    /// One without end raises doubt for as long as any other.
    private Instant end(Hold hold) {
        var latest = now.plus(subnet().leaseTime());
        return hold.until().isAfter(latest) ? latest : hold.until();
    }

    /// Whether it asks from where its lease is bound to, so that it can end it: nobody ends one that is in doubt. Where
    /// the relay named no port, that is not known.
    boolean mayEnd(RelayPort place) {
        if (place.isDoubted(now)) {
            return false;
        }
        return !place.isNamed() || (packet.isRelayed() && named().line() == place.line());
    }

    private RelayPort named() {
        return RelayPort.of(relay(CIRCUIT_ID), relay(REMOTE_ID));
    }

    private Optional<Octets> relay(int code) {
        return packet.relayAgent().flatMap(agent -> agent.get(code));
    }
}
