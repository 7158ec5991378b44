package dev.muster.cluster.wire;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Bytes as a value: never changed after construction, equal by content.
public final class Octets {
    public static final Octets EMPTY = new Octets(new byte[0]);

    private final byte[] bytes;

    private Octets(byte[] bytes) {
        this.bytes = bytes;
    }

    public static Octets of(byte... bytes) {
        return new Octets(bytes.clone());
    }

    public static Octets ascii(String text) {
        return new Octets(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public static Octets uint8(int value) {
        return new Octets(new byte[] {(byte) value});
    }

    public static Octets uint16(int value) {
        return new Octets(new byte[] {(byte) (value >> 8), (byte) value});
    }

    public static Octets uint32(long value) {
        return new Octets(new byte[] {(byte) (value >> 24), (byte) (value >> 16), (byte) (value >> 8), (byte) value});
    }

    public static Octets take(ByteBuffer from, int length) {
        var bytes = new byte[length];
        from.get(bytes);
        return new Octets(bytes);
    }

    public Octets followedBy(Octets more) {
        var joined = Arrays.copyOf(bytes, bytes.length + more.bytes.length);
        System.arraycopy(more.bytes, 0, joined, bytes.length, more.bytes.length);
        return new Octets(joined);
    }

    public void putInto(ByteBuffer out, int from, int length) {
        out.put(bytes, from, length);
    }

    public int length() {
        return bytes.length;
    }

    /// The octet at a position, unsigned.
    public int at(int index) {
        return bytes[index] & 0xff;
    }

    /// The two octets from a position on, big-endian.
    public int uint16At(int index) {
        return at(index) << 8 | at(index + 1);
    }

    /// The four octets from a position on, big-endian.
    public int int32At(int index) {
        return uint16At(index) << 16 | uint16At(index + 2);
    }

    /// The eight octets from a position on, big-endian.
    public long int64At(int index) {
        return (long) int32At(index) << 32 | Integer.toUnsignedLong(int32At(index + 4));
    }

    public Octets slice(int from, int length) {
        return new Octets(Arrays.copyOfRange(bytes, from, from + length));
    }

    public byte[] toBytes() {
        return bytes.clone();
    }

    public byte[] toBytes(int length) {
        return Arrays.copyOf(bytes, length);
    }

    /// One character per octet, up to the first NUL: many clients end their strings with one.
    public String text() {
        int end = 0;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        return new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Octets that && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
