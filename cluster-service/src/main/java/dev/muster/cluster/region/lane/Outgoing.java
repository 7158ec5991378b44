package dev.muster.cluster.region.lane;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/// One record on its way to a lane's topic.
///
/// @param key without tab and line break
/// @param value JSON without a line break; null for a tombstone, which is never written to disk
record Outgoing(String key, @Nullable String value) {
    private static final char SEPARATOR = '\t';
    private static final int CHECKSUM_LENGTH = 8;

    Outgoing {
        if (key.indexOf(SEPARATOR) >= 0 || key.indexOf('\n') >= 0) {
            throw new IllegalArgumentException("a key with a tab or a line break");
        }
    }

    /// A line of a segment: CRC-32C of what follows the blank, in hexadecimal; key, tab, value.
    byte[] line() {
        byte[] content = (key + SEPARATOR + value + '\n').getBytes(StandardCharsets.UTF_8);
        byte[] checksum = (checksum(content, 0, content.length - 1) + " ").getBytes(StandardCharsets.US_ASCII);
        var line = new byte[checksum.length + content.length];
        System.arraycopy(checksum, 0, line, 0, checksum.length);
        System.arraycopy(content, 0, line, checksum.length, content.length);
        return line;
    }

    /// Reads a line of `bytes`.
    ///
    /// @param end exclusive, without the line break
    /// @return empty if it is spoilt
    static Optional<Outgoing> parse(byte[] bytes, int start, int end) {
        int content = start + CHECKSUM_LENGTH + 1;
        if (end < content) {
            return Optional.empty();
        }
        String checksum = new String(bytes, start, CHECKSUM_LENGTH, StandardCharsets.ISO_8859_1);
        if (!checksum.equals(checksum(bytes, content, end - content))) {
            return Optional.empty();
        }
        String text = new String(bytes, content, end - content, StandardCharsets.UTF_8);
        int separator = text.indexOf(SEPARATOR);
        return separator < 0
                ? Optional.empty()
                : Optional.of(new Outgoing(text.substring(0, separator), text.substring(separator + 1)));
    }

    private static String checksum(byte[] bytes, int offset, int length) {
        var crc = new CRC32C();
        crc.update(bytes, offset, length);
        return String.format("%08x", crc.getValue());
    }
}
