package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.util.Optional;

/// Ethernet addresses where IPv6 has them, or those that belong to InfiniBand ports ([MacAddress#ofGuid]).
public final class LinkLayer {
    private static final int ETHERNET = 1;
    private static final int INFINIBAND = 32;
    private static final int LOCAL_BIT = 2;
    private static final int MAC_LENGTH = 6;
    private static final int GUID_LENGTH = 8;

    private LinkLayer() {}

    /// In option 79 (RFC 6939).
    public static Optional<MacAddress> ofOption(Octets value) {
        return value.length() < 2 ? Optional.empty() : of(value.uint16At(0), value.slice(2, value.length() - 2));
    }

    /// Of an ARP hardware type (RFC 826). IPoIB's address ends with the GUID of its port (RFC 4391 9.1.1).
    static Optional<MacAddress> of(int type, Octets address) {
        if (type == INFINIBAND && address.length() >= GUID_LENGTH) {
            return Optional.of(MacAddress.ofGuid(address.int64At(address.length() - GUID_LENGTH)));
        }
        return type == ETHERNET && address.length() == MAC_LENGTH
                ? Optional.of(MacAddress.ofBytes(address.toBytes()))
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
