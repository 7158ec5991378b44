package dev.muster.cluster.iscsi.codec;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/// Cuts the byte stream into PDUs, however it arrives: header of 48, more headers (skipped), data, padding to 4.
///
/// The length limit is judged on the header alone, so that nobody makes this side hold more than it declared. After
/// the first malformed PDU the stream has no boundaries any more: the rest is thrown away.
public final class PduFrameDecoder<P> extends ByteToMessageDecoder {
    /// Decodes a header and its data.
    @FunctionalInterface
    public interface Body<P> {
        P decode(ByteBuf header, Bytes data) throws MalformedPdu;
    }

    private final Body<P> body;
    private int maxDataSegment;
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
        Bhs bhs = Bhs.at(in, in.readerIndex());
        int dataLength = bhs.dataLength();
        if (dataLength > maxDataSegment) {
            throw new MalformedPdu(
                    MalformedPdu.Reason.DATA_SEGMENT_TOO_LONG, dataLength + " bytes, limit " + maxDataSegment);
        }
        int beforeData = Bhs.LENGTH + bhs.additionalLength();
        int total = beforeData + dataLength + Bhs.padding(dataLength);
        if (in.readableBytes() < total) {
            return;
        }
        ByteBuf pdu = in.readSlice(total);
        Bytes data = Bytes.read(pdu.slice(beforeData, dataLength), dataLength);
        out.add(body.decode(pdu, data));
    }
}
