package dev.muster.cluster.iscsi.codec;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;

/// Octets that never change, equal by content: what a record can hold where an array would break equality.
public final class Bytes {
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] octets;

    private Bytes(byte[] octets) {
        this.octets = octets;
    }

    public static Bytes of(byte... octets) {
        return octets.length == 0 ? EMPTY : new Bytes(octets.clone());
    }

    public static Bytes utf8(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /// @param hex pairs of digits; spaces are for the reader
    public static Bytes hex(String hex) {
        return of(HexFormat.of().parseHex(hex.replaceAll("\\s+", "")));
    }

    /// Takes the next octets out of the buffer.
    public static Bytes read(ByteBuf in, int length) {
        if (length == 0) {
            return EMPTY;
        }
        byte[] octets = new byte[length];
        in.readBytes(octets);
        return new Bytes(octets);
    }

    public int size() {
        return octets.length;
    }

    /// The octet as 0-255.
    public int at(int index) {
        return octets[index] & 0xff;
    }

    public Bytes first(int count) {
        return count >= octets.length ? this : of(Arrays.copyOf(octets, count));
    }

    public Bytes slice(int from, int to) {
        return of(Arrays.copyOfRange(octets, from, to));
    }

    public Bytes plus(Bytes more) {
        byte[] joined = Arrays.copyOf(octets, octets.length + more.octets.length);
        System.arraycopy(more.octets, 0, joined, octets.length, more.octets.length);
        return of(joined);
    }

    public byte[] toArray() {
        return octets.clone();
    }

    public ByteBuffer view() {
        return ByteBuffer.wrap(octets).asReadOnlyBuffer();
    }

    public String text() {
        return new String(octets, StandardCharsets.UTF_8);
    }

    public void writeTo(ByteBuf out) {
        out.writeBytes(octets);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(octets, bytes.octets);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(octets);
    }

    @Override
    public String toString() {
        return HexFormat.of().formatHex(octets);
    }
}
