package dev.muster.cluster.tftp.codec;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Collects the 16-bit numbers and NUL-terminated texts of which a packet is made.
final class TextWriter {
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream(64);

    TextWriter number(int value) {
        octets.write(value >>> 8);
        octets.write(value);
        return this;
    }

    TextWriter text(String value) {
        if (value.indexOf('\0') >= 0) {
            throw new IllegalArgumentException("a NUL would end the text early");
        }
        octets.writeBytes(value.getBytes(StandardCharsets.ISO_8859_1));
        octets.write(0);
        return this;
    }

    TextWriter options(Map<String, String> options) {
        options.forEach((name, value) -> text(name).text(value));
        return this;
    }

    TextWriter octets(ByteBuffer payload) {
        while (payload.hasRemaining()) {
            octets.write(payload.get());
        }
        return this;
    }

    byte[] toByteArray() {
        return octets.toByteArray();
    }
}
