package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.dhcp.codec.MalformedDhcpPacket.Reason;
import dev.muster.cluster.wire.Octets;
import java.nio.ByteBuffer;

/// Bytes to a packet. Trusts no length; knows overload (RFC 2132 9.3) and split options (RFC 3396).
final class DhcpDecoder {
    static final int CHADDR_LENGTH = 16;
    static final int SNAME_LENGTH = 64;
    static final int FILE_LENGTH = 128;
    static final int MAGIC_COOKIE = 0x63825363;
    static final int HEADER_LENGTH = 240;

    /// BOOTP clients from before RFC 1048 leave the vendor field empty (RFC 951 3).
    private static final int NO_VENDOR_INFORMATION = 0;

    static final int FILE_HAS_OPTIONS = 1;
    static final int SNAME_HAS_OPTIONS = 2;

    private DhcpDecoder() {}

    static DhcpPacket decode(ByteBuffer in) throws MalformedDhcpPacket {
        if (in.remaining() < HEADER_LENGTH) {
            throw new MalformedDhcpPacket(Reason.TOO_SHORT);
        }
        int start = in.position();
        int op = uint8(in);
        int htype = uint8(in);
        int hlen = uint8(in);
        int hops = uint8(in);
        if (hlen > CHADDR_LENGTH) {
            throw new MalformedDhcpPacket(Reason.HARDWARE_ADDRESS_TOO_LONG);
        }
        int xid = in.getInt();
        int secs = uint16(in);
        int flags = uint16(in);
        var ciaddr = new Ipv4(in.getInt());
        var yiaddr = new Ipv4(in.getInt());
        var siaddr = new Ipv4(in.getInt());
        var giaddr = new Ipv4(in.getInt());
        var chaddr = Octets.take(in, CHADDR_LENGTH);
        var sname = in.slice(in.position(), SNAME_LENGTH);
        var file = in.slice(in.position() + SNAME_LENGTH, FILE_LENGTH);
        in.position(start + HEADER_LENGTH - 4);
        var options = DhcpOptions.builder();
        int cookie = in.getInt();
        if (cookie == MAGIC_COOKIE) {
            readOptions(in, options);
        } else if (cookie != NO_VENDOR_INFORMATION) {
            throw new MalformedDhcpPacket(Reason.NO_MAGIC_COOKIE);
        }
        int overload = overload(options);
        // RFC 3396 5: the aggregate is the options field, then file, then sname
        if ((overload & FILE_HAS_OPTIONS) != 0) {
            readOptions(file, options);
        }
        if ((overload & SNAME_HAS_OPTIONS) != 0) {
            readOptions(sname, options);
        }
        // how the options were laid out is of no use to anybody behind the decoder
        options.remove(OptionCode.OVERLOAD);
        var packet = new DhcpPacket(
                op,
                htype,
                hlen,
                hops,
                xid,
                secs,
                flags,
                ciaddr,
                yiaddr,
                siaddr,
                giaddr,
                chaddr,
                (overload & SNAME_HAS_OPTIONS) != 0 ? "" : text(sname),
                (overload & FILE_HAS_OPTIONS) != 0 ? "" : text(file),
                options.build());
        check(packet);
        return packet;
    }

    /// An option that is cut short ends the area: those before it count.
    private static void readOptions(ByteBuffer area, DhcpOptions.Builder into) {
        while (area.hasRemaining()) {
            int code = uint8(area);
            if (code == OptionCode.END) {
                return;
            }
            if (code == OptionCode.PAD) {
                continue;
            }
            if (!area.hasRemaining()) {
                return;
            }
            int length = uint8(area);
            if (length > area.remaining()) {
                return;
            }
            into.add(code, Octets.take(area, length));
        }
    }

    private static int overload(DhcpOptions.Builder options) throws MalformedDhcpPacket {
        var overload = options.get(OptionCode.OVERLOAD);
        if (overload.isEmpty()) {
            return 0;
        }
        if (overload.get().length() != 1
                || overload.get().at(0) < FILE_HAS_OPTIONS
                || overload.get().at(0) > (FILE_HAS_OPTIONS | SNAME_HAS_OPTIONS)) {
            throw new MalformedDhcpPacket(Reason.WRONG_OVERLOAD);
        }
        return overload.get().at(0);
    }

    /// The options that decide what a message means must be whole; a wrong one among the rest is ignored by
    /// its getter, since firmware is careless with them.
    private static void check(DhcpPacket packet) throws MalformedDhcpPacket {
        checkLength(packet, OptionCode.MESSAGE_TYPE, 1);
        checkLength(packet, OptionCode.REQUESTED_ADDRESS, 4);
        checkLength(packet, OptionCode.SERVER_ID, 4);
        if (packet.options().has(OptionCode.MESSAGE_TYPE)
                && packet.messageType().isEmpty()) {
            throw new MalformedDhcpPacket(Reason.UNKNOWN_MESSAGE_TYPE);
        }
    }

    private static void checkLength(DhcpPacket packet, int code, int length) throws MalformedDhcpPacket {
        var value = packet.options().get(code);
        if (value.isPresent() && value.get().length() != length) {
            throw new MalformedDhcpPacket(Reason.WRONG_OPTION_LENGTH);
        }
    }

    private static String text(ByteBuffer field) {
        return field.get(0) == 0 ? "" : Octets.take(field, field.remaining()).text();
    }

    private static int uint8(ByteBuffer in) {
        return in.get() & 0xff;
    }

    private static int uint16(ByteBuffer in) {
        return in.getShort() & 0xffff;
    }
}
