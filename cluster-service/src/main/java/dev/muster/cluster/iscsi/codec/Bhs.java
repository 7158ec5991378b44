package dev.muster.cluster.iscsi.codec;

import io.netty.buffer.ByteBuf;

/// The basic header segment, RFC 7143 11.2: 48 octets in front of every PDU.
final class Bhs {
    static final int LENGTH = 48;
    static final int FINAL = 0x80;
    static final int IMMEDIATE = 0x40;

    private final ByteBuf buffer;
    private final int start;

    private Bhs(ByteBuf buffer, int start) {
        this.buffer = buffer;
        this.start = start;
    }

    static Bhs at(ByteBuf buffer, int start) {
        return new Bhs(buffer, start);
    }

    /// Appends an empty header to the buffer.
    static Bhs append(ByteBuf out, int opcode, int flags, int dataLength) {
        int start = out.writerIndex();
        out.writeZero(LENGTH);
        out.setByte(start, opcode);
        out.setByte(start + 1, flags);
        out.setMedium(start + 5, dataLength);
        return new Bhs(out, start);
    }

    static int padding(int length) {
        return -length & 3;
    }

    static void appendData(ByteBuf out, Bytes data) {
        data.writeTo(out);
        out.writeZero(padding(data.size()));
    }

    int opcode() {
        return octet(0) & 0x3f;
    }

    boolean immediate() {
        return (octet(0) & IMMEDIATE) != 0;
    }

    int flags() {
        return octet(1);
    }

    boolean flag(int mask) {
        return (octet(1) & mask) != 0;
    }

    /// Octets of additional header segments.
    int additionalLength() {
        return octet(4) * 4;
    }

    int dataLength() {
        return buffer.getUnsignedMedium(start + 5);
    }

    long lun() {
        return buffer.getLong(start + 8);
    }

    int taskTag() {
        return word(16);
    }

    int octet(int at) {
        return buffer.getUnsignedByte(start + at);
    }

    int half(int at) {
        return buffer.getUnsignedShort(start + at);
    }

    int word(int at) {
        return buffer.getInt(start + at);
    }

    long unsignedWord(int at) {
        return buffer.getUnsignedInt(start + at);
    }

    /// The 48 bits at 8: ISID.
    long isid() {
        return lun() >>> 16;
    }

    Bytes bytes(int at, int length) {
        return Bytes.read(buffer.slice(start + at, length), length);
    }

    TargetPdu.Numbers numbers() {
        return new TargetPdu.Numbers(word(24), word(28), word(32));
    }

    Bhs octet(int at, int value) {
        buffer.setByte(start + at, value);
        return this;
    }

    Bhs half(int at, int value) {
        buffer.setShort(start + at, value);
        return this;
    }

    Bhs word(int at, int value) {
        buffer.setInt(start + at, value);
        return this;
    }

    Bhs word(int at, long value) {
        buffer.setInt(start + at, (int) value);
        return this;
    }

    Bhs lun(long value) {
        buffer.setLong(start + 8, value);
        return this;
    }

    Bhs isid(long isid, int tsih) {
        return lun(isid << 16 | tsih);
    }

    Bhs taskTag(int tag) {
        return word(16, tag);
    }

    Bhs numbers(TargetPdu.Numbers numbers) {
        return word(24, numbers.statSn()).word(28, numbers.expCmdSn()).word(32, numbers.maxCmdSn());
    }

    Bhs bytes(int at, Bytes value) {
        buffer.setBytes(start + at, value.view());
        return this;
    }
}
