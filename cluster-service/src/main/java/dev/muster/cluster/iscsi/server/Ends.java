package dev.muster.cluster.iscsi.server;

import java.net.Inet6Address;
import java.net.InetSocketAddress;

/// The two ends of a connection.
record Ends(InetSocketAddress local, InetSocketAddress remote) {
    /// This end as TargetAddress has it (RFC 7143 13.8): the address that the initiator could reach.
    String portal() {
        String address = local.getAddress().getHostAddress();
        int scope = address.indexOf('%');
        String bare = scope < 0 ? address : address.substring(0, scope);
        String host = local.getAddress() instanceof Inet6Address ? "[" + bare + "]" : bare;
        return host + ":" + local.getPort() + ",1";
    }
}
