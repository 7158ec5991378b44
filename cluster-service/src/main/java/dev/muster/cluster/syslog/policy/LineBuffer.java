package dev.muster.cluster.syslog.policy;

import dev.muster.cluster.syslog.codec.Octets;
import java.util.Arrays;

/// Octets of lines that are put together; grows as needed. For one thread.
public final class LineBuffer {
    private byte[] bytes;
    private int length;

    public LineBuffer(int room) {
        this.bytes = new byte[room];
    }

    /// Good until the next change.
    public byte[] bytes() {
        return bytes;
    }

    public int length() {
        return length;
    }

    public void clear() {
        length = 0;
    }

    void append(char ascii) {
        ensure(1);
        bytes[length++] = (byte) ascii;
    }

    void append(byte octet) {
        ensure(1);
        bytes[length++] = octet;
    }

    @SuppressWarnings("deprecation") // the one conversion of ASCII that copies nothing twice
    void append(String ascii) {
        ensure(ascii.length());
        ascii.getBytes(0, ascii.length(), bytes, length);
        length += ascii.length();
    }

    /// Octets of a text from one index to before another.
    void append(Octets text, int from, int to) {
        ensure(to - from);
        text.copyTo(from, to, bytes, length);
        length += to - from;
    }

    private void ensure(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }
}
