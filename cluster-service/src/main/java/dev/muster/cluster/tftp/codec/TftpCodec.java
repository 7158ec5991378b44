package dev.muster.cluster.tftp.codec;

import dev.muster.cluster.tftp.codec.MalformedTftpPacket.Reason;
import dev.muster.cluster.tftp.codec.TftpPacket.Ack;
import dev.muster.cluster.tftp.codec.TftpPacket.Data;
import dev.muster.cluster.tftp.codec.TftpPacket.ErrorPacket;
import dev.muster.cluster.tftp.codec.TftpPacket.OptionAck;
import dev.muster.cluster.tftp.codec.TftpPacket.ReadRequest;
import dev.muster.cluster.tftp.codec.TftpPacket.WriteRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/// Packets from and to the octets of a datagram (RFC 1350 5, RFC 2347).
public final class TftpCodec {
    public static final int READ_REQUEST = 1;
    public static final int WRITE_REQUEST = 2;
    public static final int DATA = 3;
    public static final int ACK = 4;
    public static final int ERROR = 5;
    public static final int OPTION_ACK = 6;

    /// Octets of a DATA packet before its payload: opcode and block number.
    public static final int DATA_HEADER = 4;

    private static final int MOST_OPTIONS = 32;

    private TftpCodec() {}

    /// Reads the octets between position and limit; a DATA payload shares them.
    public static TftpPacket decode(ByteBuffer octets) throws MalformedTftpPacket {
        if (octets.remaining() < 4) {
            throw new MalformedTftpPacket(Reason.TOO_SHORT);
        }
        int opcode = Short.toUnsignedInt(octets.getShort());
        return switch (opcode) {
            case READ_REQUEST, WRITE_REQUEST -> request(opcode, octets);
            case DATA -> new Data(Short.toUnsignedInt(octets.getShort()), octets);
            case ACK -> new Ack(Short.toUnsignedInt(octets.getShort()));
            case ERROR -> new ErrorPacket(Short.toUnsignedInt(octets.getShort()), lenientText(octets));
            case OPTION_ACK -> new OptionAck(options(octets));
            default -> throw new MalformedTftpPacket(Reason.UNKNOWN_OPCODE);
        };
    }

    private static TftpPacket request(int opcode, ByteBuffer octets) throws MalformedTftpPacket {
        try {
            String file = file(octets);
            TransferMode mode = mode(octets);
            Map<String, String> options = options(octets);
            return opcode == READ_REQUEST
                    ? new ReadRequest(file, mode, options)
                    : new WriteRequest(file, mode, options);
        } catch (MalformedTftpPacket malformed) {
            throw malformed.ofRequest();
        }
    }

    /// The packet's octets, a fresh array.
    public static byte[] encode(TftpPacket packet) {
        var out = new TextWriter();
        switch (packet) {
            case ReadRequest(var file, var mode, var options) ->
                out.number(READ_REQUEST).text(file).text(mode.wireName()).options(options);
            case WriteRequest(var file, var mode, var options) ->
                out.number(WRITE_REQUEST).text(file).text(mode.wireName()).options(options);
            case Data(var block, var payload) -> out.number(DATA).number(block).octets(payload.duplicate());
            case Ack(var block) -> out.number(ACK).number(block);
            case ErrorPacket(var code, var message) ->
                out.number(ERROR).number(code).text(message);
            case OptionAck(var options) -> out.number(OPTION_ACK).options(options);
        }
        return out.toByteArray();
    }

    private static String file(ByteBuffer octets) throws MalformedTftpPacket {
        String file = text(octets);
        if (file.isEmpty()) {
            throw new MalformedTftpPacket(Reason.EMPTY_FILE_NAME);
        }
        return file;
    }

    private static TransferMode mode(ByteBuffer octets) throws MalformedTftpPacket {
        return TransferMode.parse(text(octets)).orElseThrow(() -> new MalformedTftpPacket(Reason.UNKNOWN_MODE));
    }

    /// Up to where they end: a name without a value, or a text without its final NUL, is as if it were not there.
    private static Map<String, String> options(ByteBuffer octets) throws MalformedTftpPacket {
        var options = new LinkedHashMap<String, String>();
        while (isText(octets)) {
            String name = text(octets);
            if (name.isEmpty()) {
                break; // padding, as some boot ROMs send it
            }
            if (!isText(octets)) {
                break;
            }
            if (options.size() == MOST_OPTIONS) {
                throw new MalformedTftpPacket(Reason.TOO_MANY_OPTIONS);
            }
            // an option may stand only once (RFC 2347): the first counts
            options.putIfAbsent(name.toLowerCase(Locale.ROOT), text(octets));
        }
        return options;
    }

    private static String text(ByteBuffer octets) throws MalformedTftpPacket {
        int length = lengthOfText(octets);
        if (length < 0) {
            throw new MalformedTftpPacket(Reason.UNTERMINATED_TEXT);
        }
        String text = take(octets, length);
        octets.get();
        return text;
    }

    private static boolean isText(ByteBuffer octets) {
        return lengthOfText(octets) >= 0;
    }

    /// Octets up to the next NUL; -1 if there is none.
    private static int lengthOfText(ByteBuffer octets) {
        for (int at = octets.position(); at < octets.limit(); at++) {
            if (octets.get(at) == 0) {
                return at - octets.position();
            }
        }
        return -1;
    }

    /// The message of an ERROR is for people: one without its final NUL is taken as it is.
    private static String lenientText(ByteBuffer octets) {
        String rest = take(octets, octets.remaining());
        int end = rest.indexOf('\0');
        return end < 0 ? rest : rest.substring(0, end);
    }

    private static String take(ByteBuffer octets, int length) {
        var bytes = new byte[length];
        octets.get(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
