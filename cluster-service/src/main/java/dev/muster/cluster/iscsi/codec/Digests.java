package dev.muster.cluster.iscsi.codec;

import io.netty.buffer.ByteBuf;
import java.util.zip.CRC32C;

/// CRC32C of header and data, least significant octet first (RFC 7143 11.2, 13.1).
public record Digests(boolean header, boolean data) {
    public static final Digests NONE = new Digests(false, false);
    public static final int LENGTH = 4;

    /// Appends the digest to a header that was just written.
    ///
    /// @param start index of the PDU
    public void endHeader(ByteBuf pdu, int start) {
        if (header) {
            pdu.writeIntLE(crc(pdu, start, pdu.writerIndex() - start));
        }
    }

    /// Appends the digest to data and padding that were just written, if there are any.
    ///
    /// @param from index of the data
    public void endData(ByteBuf pdu, int from) {
        if (data && pdu.writerIndex() > from) {
            pdu.writeIntLE(crc(pdu, from, pdu.writerIndex() - from));
        }
    }

    /// Appends a whole PDU with its digests.
    public void encode(TargetPdu pdu, ByteBuf out) {
        int start = out.writerIndex();
        TargetPdus.encode(pdu, out);
        if (!header && !data) {
            return;
        }
        ByteBuf body = out.copy(start + Bhs.LENGTH, out.writerIndex() - start - Bhs.LENGTH);
        try {
            out.writerIndex(start + Bhs.LENGTH);
            endHeader(out, start);
            int from = out.writerIndex();
            out.writeBytes(body);
            endData(out, from);
        } finally {
            body.release();
        }
    }

    static int crc(ByteBuf buffer, int index, int length) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.nioBuffer(index, length));
        return (int) crc.getValue();
    }
}
