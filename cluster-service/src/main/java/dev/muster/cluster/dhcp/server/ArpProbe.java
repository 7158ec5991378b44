package dev.muster.cluster.dhcp.server;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.wire.Octets;
import java.nio.ByteBuffer;
import java.util.Optional;

/// ARP over Ethernet (RFC 826), as far as probing for an address needs it.
final class ArpProbe {
    static final int MAC_LENGTH = 6;

    private static final int LENGTH = 28;
    private static final int ETHERNET = 1;
    private static final int IPV4 = 0x0800;
    private static final int REQUEST = 1;

    private ArpProbe() {}

    /// Who sent an ARP message.
    record Station(Octets octets, Ipv4 address) {
        byte[] mac() {
            return octets.toBytes();
        }
    }

    /// Asks for an address without claiming one: the sender's address is 0 (RFC 5227 2.1.1).
    static void write(ByteBuffer out, byte[] ownMac, Ipv4 wanted) {
        out.putShort((short) ETHERNET).putShort((short) IPV4);
        out.put((byte) MAC_LENGTH).put((byte) 4).putShort((short) REQUEST);
        out.put(ownMac).putInt(Ipv4.ANY.bits());
        out.put(new byte[MAC_LENGTH]).putInt(wanted.bits());
    }

    /// Who sent a message, request or reply; empty for a probe and for anything that is not ARP.
    static Optional<Station> sender(ByteBuffer arp) {
        if (arp.remaining() < LENGTH
                || arp.getShort(0) != ETHERNET
                || arp.getShort(2) != IPV4
                || arp.get(4) != MAC_LENGTH
                || arp.getInt(14) == 0) {
            return Optional.empty();
        }
        var mac = new byte[MAC_LENGTH];
        arp.get(8, mac);
        return Optional.of(new Station(Octets.of(mac), new Ipv4(arp.getInt(14))));
    }
}
