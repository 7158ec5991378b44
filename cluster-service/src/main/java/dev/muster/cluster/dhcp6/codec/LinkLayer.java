package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.util.Optional;

/// Ethernet addresses where IPv6 has them.
public final class LinkLayer {
    private static final int ETHERNET = 1;
    private static final int LOCAL_BIT = 2;

    private LinkLayer() {}

    /// In option 79 (RFC 6939).
    public static Optional<MacAddress> ofOption(Octets value) {
        return value.length() == 8 && value.uint16At(0) == ETHERNET
                ? Optional.of(MacAddress.ofBytes(value.slice(2, 6).toBytes()))
                : Optional.empty();
    }

    /// In a link-local address that was made of it (RFC 4291 appendix A), as firmware does.
    public static Optional<MacAddress> ofAddress(Ipv6Address address) {
        byte[] octets = address.toBytes();
        if (!address.isLinkLocal() || octets[11] != (byte) 0xff || octets[12] != (byte) 0xfe) {
            return Optional.empty();
        }
        return Optional.of(MacAddress.ofBytes(
                new byte[] {(byte) (octets[8] ^ LOCAL_BIT), octets[9], octets[10], octets[13], octets[14], octets[15]
                }));
    }
}
