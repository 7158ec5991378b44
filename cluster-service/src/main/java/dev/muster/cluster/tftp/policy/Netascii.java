package dev.muster.cluster.tftp.policy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;

/// The text form of RFC 764, as RFC 1350 has it: LF goes out as CR LF, CR as CR NUL.
public final class Netascii {

    /// A larger file is refused in this mode: it is text by hand, and is held in memory while it is sent.
    public static final long LARGEST = 1 << 20;

    private Netascii() {}

    /// The file's octets as they go over the wire.
    public static byte[] encode(ByteBuffer file) {
        var out = new ByteArrayOutputStream(file.remaining() + file.remaining() / 16);
        while (file.hasRemaining()) {
            byte octet = file.get();
            switch (octet) {
                case '\n' -> {
                    out.write('\r');
                    out.write('\n');
                }
                case '\r' -> {
                    out.write('\r');
                    out.write(0);
                }
                default -> out.write(octet);
            }
        }
        return out.toByteArray();
    }
}
