package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.dhcp6.codec.Association;
import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.lease.Holder;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who asks what, where and when.
///
/// @param mac of the machine, null if nothing tells it
record Client(Dhcp6Packet packet, @Nullable MacAddress mac, BindingPool pool, Instant now) {
    private static final int MOST_ASSOCIATIONS = 4;

    /// @param peer the client's own address on its link
    static Client of(Dhcp6Packet packet, Ipv6Address peer, BindingPool pool, Instant now) {
        return new Client(packet, packet.mac(peer).orElse(null), pool, now);
    }

    Subnet subnet() {
        return pool.subnet();
    }

    /// What it wants addresses for, as far as one packet is heard: a machine has an interface on a link, or a few.
    List<Association> associations() {
        return packet.associations().stream().limit(MOST_ASSOCIATIONS).toList();
    }

    Holder holder(Association association) {
        return Holder.of(mac, packet.clientId().orElse(Octets.EMPTY), association.iaid());
    }
}
