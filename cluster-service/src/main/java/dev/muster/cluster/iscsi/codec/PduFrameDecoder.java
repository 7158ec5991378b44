package dev.muster.cluster.iscsi.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/// Cuts the byte stream into PDUs, however it arrives: header of 48, more headers (skipped), data, padding to 4;
/// after the headers and after the padding a digest, if the login settled on that.
///
/// The length limit is judged on the header alone, so that nobody makes this side hold more than it declared. After
/// the first malformed PDU the stream has no boundaries any more: the rest is thrown away.
public final class PduFrameDecoder<P> extends ByteToMessageDecoder {
    /// Decodes a header and its data.
    public interface Body<P> {
        P decode(ByteBuf header, Bytes data) throws MalformedPdu;

        /// Stands for a PDU whose data do not have their digest.
        default P damaged(ByteBuf header) throws MalformedPdu {
            throw new MalformedPdu(MalformedPdu.Reason.DATA_DIGEST, "data digest");
        }
    }

    private final Body<P> body;
    private int maxDataSegment;
    private Digests digests = Digests.NONE;
    private boolean broken;

    /// @param maxDataSegment largest DataSegmentLength to take, in bytes
    public PduFrameDecoder(int maxDataSegment, Body<P> body) {
        this.maxDataSegment = maxDataSegment;
        this.body = body;
    }

    /// Takes effect with the next PDU; to be called on the event loop.
    public void maxDataSegment(int bytes) {
        this.maxDataSegment = bytes;
    }

    /// Takes effect with the next PDU; to be called on the event loop.
    public void digests(Digests settled) {
        this.digests = settled;
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) throws MalformedPdu {
        if (broken) {
            in.skipBytes(in.readableBytes());
            return;
        }
        if (in.readableBytes() < Bhs.LENGTH) {
            return;
        }
        try {
            decodeOne(in, out);
        } catch (MalformedPdu malformed) {
            broken = true;
            throw malformed;
        }
    }

    private void decodeOne(ByteBuf in, List<Object> out) throws MalformedPdu {
        int start = in.readerIndex();
        Bhs bhs = Bhs.at(in, start);
        int dataLength = bhs.dataLength();
        if (dataLength > maxDataSegment) {
            throw new MalformedPdu(
                    MalformedPdu.Reason.DATA_SEGMENT_TOO_LONG, dataLength + " bytes, limit " + maxDataSegment);
        }
        int headers = Bhs.LENGTH + bhs.additionalLength();
        int beforeData = headers + (digests.header() ? Digests.LENGTH : 0);
        int padded = dataLength + Bhs.padding(dataLength);
        int total = beforeData + padded + (digests.data() && padded > 0 ? Digests.LENGTH : 0);
        if (in.readableBytes() < total) {
            return;
        }
        if (digests.header() && in.getIntLE(start + headers) != Digests.crc(in, start, headers)) {
            throw new MalformedPdu(MalformedPdu.Reason.HEADER_DIGEST, "header digest");
        }
        ByteBuf pdu = in.readSlice(total);
        boolean damaged = total > beforeData + padded
                && pdu.getIntLE(beforeData + padded) != Digests.crc(pdu, beforeData, padded);
        out.add(
                damaged
                        ? body.damaged(pdu)
                        : body.decode(pdu, Bytes.read(pdu.slice(beforeData, dataLength), dataLength)));
    }
}
