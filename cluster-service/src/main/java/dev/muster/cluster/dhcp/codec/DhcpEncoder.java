package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.dhcp.codec.DhcpOptions.Option;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// A packet to bytes.
final class DhcpEncoder {
    static final int SHORTEST = 300;

    /// What goes first when a message is too long; options that are not named go before all of these. The rest
    /// of a boot still works without the early ones; without the last ones the client has no lease.
    private static final List<Integer> BY_IMPORTANCE = List.of(
            OptionCode.MESSAGE,
            OptionCode.CLIENT_FQDN,
            OptionCode.HOST_NAME,
            OptionCode.NTP_SERVERS,
            OptionCode.BROADCAST_ADDRESS,
            OptionCode.DOMAIN_SEARCH,
            OptionCode.REBINDING_TIME,
            OptionCode.RENEWAL_TIME,
            OptionCode.DOMAIN_NAME,
            OptionCode.TFTP_SERVER_NAME,
            OptionCode.NAME_SERVERS,
            OptionCode.CLIENT_MACHINE_ID,
            OptionCode.CLIENT_ID,
            OptionCode.CONFIG_FILE,
            OptionCode.PATH_PREFIX,
            OptionCode.VENDOR_SPECIFIC,
            OptionCode.VENDOR_CLASS,
            OptionCode.BOOT_FILE_NAME,
            OptionCode.SUBNET_SELECTION,
            OptionCode.RELAY_AGENT_INFO,
            OptionCode.CLASSLESS_ROUTES,
            OptionCode.ROUTERS,
            OptionCode.SUBNET_MASK,
            OptionCode.LEASE_TIME,
            OptionCode.SERVER_ID,
            OptionCode.MESSAGE_TYPE);

    private DhcpEncoder() {}

    static void encode(DhcpPacket packet, ByteBuffer out, int maxBytes) {
        int start = out.position();
        var layout = layout(packet, Math.max(maxBytes, SHORTEST) - DhcpDecoder.HEADER_LENGTH - 1);
        out.put((byte) packet.op()).put((byte) packet.htype());
        out.put((byte) packet.hlen()).put((byte) packet.hops());
        out.putInt(packet.xid()).putShort((short) packet.secs()).putShort((short) packet.flags());
        out.putInt(packet.ciaddr().bits()).putInt(packet.yiaddr().bits());
        out.putInt(packet.siaddr().bits()).putInt(packet.giaddr().bits());
        packet.chaddr().putInto(out, 0, DhcpDecoder.CHADDR_LENGTH);
        int sname = out.position();
        if ((layout.overload() & DhcpDecoder.SNAME_HAS_OPTIONS) == 0) {
            putText(out, packet.sname(), DhcpDecoder.SNAME_LENGTH);
        } else {
            layout.putSname(out);
            end(out, sname + DhcpDecoder.SNAME_LENGTH);
        }
        int file = out.position();
        if ((layout.overload() & DhcpDecoder.FILE_HAS_OPTIONS) == 0) {
            putText(out, packet.file(), DhcpDecoder.FILE_LENGTH);
        } else {
            layout.putFile(out);
            end(out, file + DhcpDecoder.FILE_LENGTH);
        }
        out.putInt(DhcpDecoder.MAGIC_COOKIE);
        layout.putOptions(out);
        end(out, start + SHORTEST);
    }

    /// The end mark, then padding up to a position.
    private static void end(ByteBuffer out, int padTo) {
        out.put((byte) OptionCode.END);
        while (out.position() < padTo) {
            out.put((byte) OptionCode.PAD);
        }
    }

    private static OptionLayout layout(DhcpPacket packet, int room) {
        boolean fileIsFree = !fits(packet.file(), DhcpDecoder.FILE_LENGTH);
        boolean snameIsFree = !fits(packet.sname(), DhcpDecoder.SNAME_LENGTH);
        var kept = new ArrayList<>(packet.options().all());
        while (true) {
            var layout = OptionLayout.of(kept, room, fileIsFree, snameIsFree);
            if (layout.isPresent()) {
                return layout.get();
            }
            removeLeastImportant(kept);
        }
    }

    private static void removeLeastImportant(List<Option> options) {
        var leastImportant = options.getFirst();
        for (var option : options) {
            if (BY_IMPORTANCE.indexOf(option.code()) < BY_IMPORTANCE.indexOf(leastImportant.code())) {
                leastImportant = option;
            }
        }
        options.remove(leastImportant);
    }

    /// Whether a text goes into a field: there is one, and room for its NUL.
    private static boolean fits(String text, int length) {
        return !text.isEmpty() && text.length() < length;
    }

    /// NUL-terminated, so that a text that fills the field is left out rather than cut.
    private static void putText(ByteBuffer out, String text, int length) {
        byte[] bytes = text.getBytes(StandardCharsets.ISO_8859_1);
        int used = fits(text, length) ? bytes.length : 0;
        out.put(bytes, 0, used);
        for (int i = used; i < length; i++) {
            out.put((byte) 0);
        }
    }
}
