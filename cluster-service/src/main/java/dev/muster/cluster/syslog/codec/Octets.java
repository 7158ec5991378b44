package dev.muster.cluster.syslog.codec;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// A part of a message as it came, without a copy: good for as long as nobody writes into the array.
public final class Octets {
    public static final Octets NONE = new Octets(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int from;
    private final int to;

    /// @param to behind the last octet
    public Octets(byte[] bytes, int from, int to) {
        if (from < 0 || to < from || to > bytes.length) {
            throw new IndexOutOfBoundsException(from + " to " + to + " of " + bytes.length);
        }
        this.bytes = bytes;
        this.from = from;
        this.to = to;
    }

    public static Octets of(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return new Octets(bytes, 0, bytes.length);
    }

    public boolean isEmpty() {
        return from == to;
    }

    public int length() {
        return to - from;
    }

    public byte at(int index) {
        return bytes[from + index];
    }

    /// Copies those from one index to before another.
    public void copyTo(int first, int end, byte[] target, int at) {
        System.arraycopy(bytes, from + first, target, at, end - first);
    }

    /// Its own copy, for who keeps it.
    public Octets copied() {
        return new Octets(Arrays.copyOfRange(bytes, from, to), 0, length());
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, from, to, that.bytes, that.from, that.to);
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash;
    }

    /// As UTF-8; octets that are none become U+FFFD.
    @Override
    public String toString() {
        return new String(bytes, from, length(), StandardCharsets.UTF_8);
    }
}
