package dev.muster.cluster.ra;

import dev.muster.model.network.Ipv6Prefix;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/// What an interface is told (RFC 4861 4.2).
///
/// @param managed whether addresses and other settings are to be had over DHCPv6
/// @param routerLifetime how long this cluster is a default router; zero for "none here"
/// @param onLink prefixes that are reached without a router; a machine makes no address of its own out of them.
///     Addresses from DHCPv6 say nothing about that (RFC 5942), and without it firmware would not find us
public record Advertisement(boolean managed, Duration routerLifetime, List<Ipv6Prefix> onLink) {
    /// "There is no router here."
    public static final Advertisement NOTHING = new Advertisement(false, Duration.ZERO, List.of());

    private static final byte TYPE = (byte) 134;
    private static final int HEADER = 16;
    /// Managed address configuration, and other configuration.
    private static final byte MANAGED = (byte) 0xc0;
    private static final byte PREFIX_INFORMATION = 3;
    private static final int PREFIX_OPTION = 32;
    private static final byte ON_LINK = (byte) 0x80;
    /// Advertisements are repeated long before it ends; when the cluster is gone for good, so is the prefix.
    private static final int PREFIX_SECONDS = 86_400;

    public Advertisement {
        onLink = List.copyOf(onLink);
    }

    /// All that one of them says.
    public Advertisement and(Advertisement more) {
        var prefixes = new ArrayList<>(onLink);
        more.onLink.stream().filter(prefix -> !prefixes.contains(prefix)).forEach(prefixes::add);
        var longer = routerLifetime.compareTo(more.routerLifetime) < 0 ? more.routerLifetime : routerLifetime;
        return new Advertisement(managed || more.managed, longer, prefixes);
    }

    /// Whether machines keep something of it for a time, so that it has to be said again.
    boolean isKept() {
        return !routerLifetime.isZero() || !onLink.isEmpty();
    }

    /// The ICMPv6 message; the kernel fills in the checksum.
    byte[] toBytes() {
        var out = ByteBuffer.allocate(HEADER + onLink.size() * PREFIX_OPTION);
        out.put(TYPE).put((byte) 0).putShort((short) 0);
        out.put((byte) 0).put(managed ? MANAGED : 0).putShort((short) routerLifetime.toSeconds());
        out.putInt(0).putInt(0);
        for (var prefix : onLink) {
            out.put(PREFIX_INFORMATION).put((byte) (PREFIX_OPTION / 8));
            out.put((byte) prefix.length()).put(ON_LINK);
            out.putInt(PREFIX_SECONDS).putInt(PREFIX_SECONDS).putInt(0);
            out.put(prefix.base().toBytes());
        }
        return out.array();
    }
}
