package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.model.node.MacAddress;
import java.time.Instant;

/// Who asks what, where and when.
record Client(DhcpPacket packet, MacAddress mac, AddressPool pool, Instant now) {
    Subnet subnet() {
        return pool.subnet();
    }

    /// Whether the message names another server.
    boolean meansAnother() {
        var server = packet.serverId();
        return server.isPresent() && !server.get().equals(subnet().server());
    }
}
