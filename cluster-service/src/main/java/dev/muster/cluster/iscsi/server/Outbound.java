package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdus;
import dev.muster.cluster.iscsi.policy.CloseReason;
import dev.muster.cluster.iscsi.policy.Output;
import dev.muster.cluster.iscsi.policy.Session;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Pulls the answers of a session while the socket takes them.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel, which is heard
final class Outbound {
    /// Up to here a copy into the PDU's buffer and one system call beat a header and a `sendfile`.
    private static final int COPY_LIMIT = 16 * 1024;

    private static final int HEADER = 48;

    private final ChannelHandlerContext context;
    private final Session session;
    private final @Nullable OpenImage image;
    private long imageBytes;

    Outbound(ChannelHandlerContext context, Session session, @Nullable OpenImage image) {
        this.context = context;
        this.session = session;
        this.image = image;
    }

    /// Bytes of the image handed to the socket.
    long imageBytes() {
        return imageBytes;
    }

    /// @return the reason when the session has said its last word
    Optional<CloseReason> pump() throws IOException {
        boolean wrote = false;
        Optional<CloseReason> end = Optional.empty();
        while (context.channel().isWritable() && end.isEmpty()) {
            Optional<Output> next = session.next();
            if (next.isEmpty()) {
                break;
            }
            end = write(next.get());
            wrote = true;
        }
        if (wrote) {
            context.flush();
        }
        return end;
    }

    private Optional<CloseReason> write(Output output) throws IOException {
        switch (output) {
            case Output.Send(TargetPdu pdu) -> {
                ByteBuf buffer = context.alloc().ioBuffer(HEADER);
                TargetPdus.encode(pdu, buffer);
                context.write(buffer, context.voidPromise());
            }
            case Output.SendImage part -> writeImage(part);
            case Output.End(CloseReason reason) -> {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    private void writeImage(Output.SendImage part) throws IOException {
        if (image == null) {
            throw new IOException("a discovery session has no image");
        }
        int padding = -part.length() & 3;
        imageBytes += part.length();
        if (part.length() <= COPY_LIMIT) {
            ByteBuf pdu = context.alloc().ioBuffer(HEADER + part.length() + padding);
            TargetPdus.encodeHeader(part.header(), part.length(), pdu);
            copy(image.file(), part, pdu);
            pdu.writeZero(padding);
            context.write(pdu, context.voidPromise());
            return;
        }
        ByteBuf header = context.alloc().ioBuffer(HEADER);
        TargetPdus.encodeHeader(part.header(), part.length(), header);
        context.write(header, context.voidPromise());
        context.write(new ImageRegion(image.file(), part.position(), part.length()), context.voidPromise());
        if (padding > 0) {
            context.write(context.alloc().ioBuffer(padding).writeZero(padding), context.voidPromise());
        }
    }

    private static void copy(FileChannel file, Output.SendImage part, ByteBuf pdu) throws IOException {
        int done = 0;
        while (done < part.length()) {
            int count = pdu.writeBytes(file, part.position() + done, part.length() - done);
            if (count < 0) {
                pdu.release();
                throw new IOException("image ends at " + (part.position() + done));
            }
            done += count;
        }
    }
}
