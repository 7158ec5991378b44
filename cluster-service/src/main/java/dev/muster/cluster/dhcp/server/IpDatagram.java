package dev.muster.cluster.dhcp.server;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.nio.ByteBuffer;

/// IPv4 and UDP headers around a payload, with both checksums (RFC 791, 768).
final class IpDatagram {
    static final int HEADERS = 28;

    private static final int IP_HEADER = 20;
    private static final int VERSION_AND_LENGTH = 0x4510;
    private static final int DO_NOT_FRAGMENT = 0x4000;
    private static final int TIME_TO_LIVE = 64;
    private static final int UDP = 17;

    private IpDatagram() {}

    /// @param datagram its first [#HEADERS] octets are free, the payload follows up to the position
    static void complete(ByteBuffer datagram, Ipv4 source, int sourcePort, Ipv4 destination, int destinationPort) {
        int length = datagram.position();
        int udpLength = length - IP_HEADER;
        datagram.putShort(0, (short) VERSION_AND_LENGTH).putShort(2, (short) length);
        datagram.putShort(4, (short) 0).putShort(6, (short) DO_NOT_FRAGMENT);
        datagram.put(8, (byte) TIME_TO_LIVE).put(9, (byte) UDP).putShort(10, (short) 0);
        datagram.putInt(12, source.bits()).putInt(16, destination.bits());
        datagram.putShort(10, (short) checksum(sum(datagram, 0, IP_HEADER)));
        datagram.putShort(20, (short) sourcePort).putShort(22, (short) destinationPort);
        datagram.putShort(24, (short) udpLength).putShort(26, (short) 0);
        long pseudoHeader = sum(datagram, 12, IP_HEADER) + UDP + udpLength;
        int udpChecksum = checksum(pseudoHeader + sum(datagram, IP_HEADER, length));
        // RFC 768: 0 means that there is no checksum
        datagram.putShort(26, (short) (udpChecksum == 0 ? 0xffff : udpChecksum));
    }

    /// The sum of 16-bit words (RFC 1071), an odd last octet filled with zero.
    static long sum(ByteBuffer bytes, int from, int to) {
        long sum = 0;
        int at = from;
        for (; at + 1 < to; at += 2) {
            sum += bytes.getShort(at) & 0xffff;
        }
        return at < to ? sum + ((bytes.get(at) & 0xff) << 8) : sum;
    }

    static int checksum(long sum) {
        long folded = sum;
        while (folded >> 16 != 0) {
            folded = (folded & 0xffff) + (folded >> 16);
        }
        return (int) ~folded & 0xffff;
    }
}
