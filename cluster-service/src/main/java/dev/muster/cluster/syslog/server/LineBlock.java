package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.Transport;
import java.net.InetAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;

/// Messages of one sender that came together, in one array: the length of each in four octets, then its octets. Filled
/// by one thread, then read by others.
final class LineBlock {
    /// Objects around the array, roughly.
    private static final int OVERHEAD = 128;

    private final InetAddress sender;
    private final Transport transport;
    private final Instant receivedAt;
    private byte[] bytes;
    private int used;
    private int lines;
    private int forwarded;

    /// Takes the messages of a block.
    @FunctionalInterface
    interface Reader {
        /// @param bytes are not changed any more
        void line(byte[] bytes, int offset, int length);
    }

    /// @param room octets that are expected, with four for each message
    LineBlock(InetAddress sender, Transport transport, Instant receivedAt, int room) {
        this.sender = sender;
        this.transport = transport;
        this.receivedAt = receivedAt;
        this.bytes = new byte[room];
    }

    InetAddress sender() {
        return sender;
    }

    Transport transport() {
        return transport;
    }

    Instant receivedAt() {
        return receivedAt;
    }

    int lines() {
        return lines;
    }

    boolean isEmpty() {
        return lines == 0;
    }

    /// Memory that it takes, in bytes.
    long size() {
        return bytes.length + (long) OVERHEAD;
    }

    void add(byte[] message, int offset, int length) {
        begin(length);
        System.arraycopy(message, offset, bytes, used, length);
        used += length;
    }

    /// Takes the first octets of what remains.
    void add(ByteBuffer message, int length) {
        begin(length);
        message.get(bytes, used, length);
        used += length;
    }

    private void begin(int length) {
        int needed = used + Integer.BYTES + length;
        if (needed > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(needed, bytes.length + bytes.length / 2));
        }
        bytes[used] = (byte) (length >>> 24);
        bytes[used + 1] = (byte) (length >>> 16);
        bytes[used + 2] = (byte) (length >>> 8);
        bytes[used + 3] = (byte) length;
        used += Integer.BYTES;
        lines++;
    }

    /// How many of its first messages are handed on.
    void forwardOnly(int most) {
        forwarded = most;
    }

    void eachForwarded(Reader reader) {
        each(forwarded, reader);
    }

    void each(Reader reader) {
        each(lines, reader);
    }

    private void each(int most, Reader reader) {
        int at = 0;
        for (int line = 0; line < most; line++) {
            int length = (bytes[at] & 0xFF) << 24
                    | (bytes[at + 1] & 0xFF) << 16
                    | (bytes[at + 2] & 0xFF) << 8
                    | (bytes[at + 3] & 0xFF);
            at += Integer.BYTES;
            reader.line(bytes, at, length);
            at += length;
        }
    }
}
