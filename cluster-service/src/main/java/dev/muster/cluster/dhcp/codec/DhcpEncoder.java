package dev.muster.cluster.dhcp.codec;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A packet to bytes.
final class DhcpEncoder {
    static final int SHORTEST = 300;

    private static final int LONGEST_PIECE = 255;

    /// What goes first when a message is too long; options that are not named go before all of these. The rest
    /// of a boot still works without the early ones; without the last ones the client has no lease.
    private static final List<Integer> BY_IMPORTANCE = List.of(
            OptionCode.MESSAGE,
            OptionCode.HOST_NAME,
            OptionCode.NTP_SERVERS,
            OptionCode.BROADCAST_ADDRESS,
            OptionCode.REBINDING_TIME,
            OptionCode.RENEWAL_TIME,
            OptionCode.DOMAIN_NAME,
            OptionCode.TFTP_SERVER_NAME,
            OptionCode.NAME_SERVERS,
            OptionCode.CLIENT_ID,
            OptionCode.PATH_PREFIX,
            OptionCode.VENDOR_CLASS,
            OptionCode.BOOT_FILE_NAME,
            OptionCode.RELAY_AGENT_INFO,
            OptionCode.ROUTERS,
            OptionCode.SUBNET_MASK,
            OptionCode.LEASE_TIME,
            OptionCode.SERVER_ID,
            OptionCode.MESSAGE_TYPE);

    private DhcpEncoder() {}

    static void encode(DhcpPacket packet, ByteBuffer out, int maxBytes) {
        int start = out.position();
        out.put((byte) packet.op()).put((byte) packet.htype());
        out.put((byte) packet.hlen()).put((byte) packet.hops());
        out.putInt(packet.xid()).putShort((short) packet.secs()).putShort((short) packet.flags());
        out.putInt(packet.ciaddr().bits()).putInt(packet.yiaddr().bits());
        out.putInt(packet.siaddr().bits()).putInt(packet.giaddr().bits());
        packet.chaddr().putInto(out, 0, DhcpDecoder.CHADDR_LENGTH);
        putText(out, packet.sname(), DhcpDecoder.SNAME_LENGTH);
        putText(out, packet.file(), DhcpDecoder.FILE_LENGTH);
        out.putInt(DhcpDecoder.MAGIC_COOKIE);
        int room = Math.max(maxBytes, SHORTEST) - DhcpDecoder.HEADER_LENGTH - 1;
        for (var option : fitting(packet.options().all(), room)) {
            putOption(out, option);
        }
        out.put((byte) OptionCode.END);
        while (out.position() - start < SHORTEST) {
            out.put((byte) OptionCode.PAD);
        }
    }

    private static List<DhcpOptions.Option> fitting(List<DhcpOptions.Option> options, int room) {
        int size = options.stream().mapToInt(DhcpEncoder::size).sum();
        if (size <= room) {
            return options;
        }
        var kept = new ArrayList<>(options);
        while (size > room) {
            var leastImportant = kept.getFirst();
            for (var option : kept) {
                if (BY_IMPORTANCE.indexOf(option.code()) < BY_IMPORTANCE.indexOf(leastImportant.code())) {
                    leastImportant = option;
                }
            }
            kept.remove(leastImportant);
            size -= size(leastImportant);
        }
        return kept;
    }

    /// With code and length octets; a value beyond 255 octets is split (RFC 3396 7).
    private static int size(DhcpOptions.Option option) {
        int length = option.value().length();
        int pieces = Math.max(1, (length + LONGEST_PIECE - 1) / LONGEST_PIECE);
        return length + 2 * pieces;
    }

    private static void putOption(ByteBuffer out, DhcpOptions.Option option) {
        int length = option.value().length();
        int from = 0;
        do {
            int piece = Math.min(LONGEST_PIECE, length - from);
            out.put((byte) option.code()).put((byte) piece);
            option.value().putInto(out, from, piece);
            from += piece;
        } while (from < length);
    }

    /// NUL-terminated, so that a text that fills the field is left out rather than cut.
    private static void putText(ByteBuffer out, String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int used = bytes.length < length ? bytes.length : 0;
        out.put(bytes, 0, used);
        for (int i = used; i < length; i++) {
            out.put((byte) 0);
        }
    }
}
