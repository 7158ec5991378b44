package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.codec.Digests;
import dev.muster.cluster.iscsi.codec.TargetPdu;
import dev.muster.cluster.iscsi.codec.TargetPdus;
import dev.muster.cluster.iscsi.disk.Disk;
import dev.muster.cluster.iscsi.session.BlockingWork;
import dev.muster.cluster.iscsi.session.CloseReason;
import dev.muster.cluster.iscsi.session.Session;
import dev.muster.cluster.iscsi.session.SessionStep;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Optional;
import java.util.function.Consumer;

/// Pulls the answers of a session while the socket takes them.
@SuppressWarnings("FutureReturnValueIgnored") // a write that fails ends the channel, which is heard
final class Outbound {
    /// Up to here a copy into the PDU's buffer and one system call beat a header and a `sendfile`.
    private static final int COPY_LIMIT = 16 * 1024;

    private static final int HEADER = 48;

    private final ChannelHandlerContext context;
    private final Session session;
    private final Optional<Disk> disk;
    private final Consumer<BlockingWork> starter;
    private final Digests digests;
    private long diskBytes;

    /// @param disk none in a discovery session
    /// @param starter runs what may wait
    Outbound(ChannelHandlerContext context, Session session, Optional<Disk> disk, Consumer<BlockingWork> starter) {
        this.context = context;
        this.session = session;
        this.disk = disk;
        this.starter = starter;
        this.digests = session.digests();
    }

    /// Bytes of the disk handed to the socket.
    long diskBytes() {
        return diskBytes;
    }

    /// @return the reason when the session ends
    Optional<CloseReason> pump() throws IOException {
        boolean wrote = false;
        Optional<CloseReason> end = Optional.empty();
        while (context.channel().isWritable() && end.isEmpty()) {
            Optional<SessionStep> next = session.next();
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

    private Optional<CloseReason> write(SessionStep step) throws IOException {
        switch (step) {
            case SessionStep.Send(TargetPdu pdu) -> {
                ByteBuf buffer = context.alloc().ioBuffer(HEADER);
                digests.encode(pdu, buffer);
                context.write(buffer, context.voidPromise());
            }
            case SessionStep.SendImage part ->
                writeImage(part, disk.orElseThrow(() -> new IOException("a discovery session has no disk")));
            case SessionStep.Run(BlockingWork work) -> starter.accept(work);
            case SessionStep.Close(CloseReason reason) -> {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    private void writeImage(SessionStep.SendImage part, Disk disk) throws IOException {
        int padding = -part.length() & 3;
        diskBytes += part.length();
        Optional<FileChannel> file = part.length() <= COPY_LIMIT || digests.data()
                ? Optional.empty()
                : disk.holding(part.position(), part.length());
        if (file.isEmpty()) {
            ByteBuf pdu = header(part, part.length() + padding + 2 * Digests.LENGTH);
            int from = pdu.writerIndex();
            copy(disk, part, pdu);
            pdu.writeZero(padding);
            digests.endData(pdu, from);
            context.write(pdu, context.voidPromise());
            return;
        }
        context.write(header(part, Digests.LENGTH), context.voidPromise());
        context.write(new ImageRegion(file.get(), part.position(), part.length()), context.voidPromise());
        if (padding > 0) {
            context.write(context.alloc().ioBuffer(padding).writeZero(padding), context.voidPromise());
        }
    }

    private ByteBuf header(SessionStep.SendImage part, int more) {
        ByteBuf pdu = context.alloc().ioBuffer(HEADER + more);
        TargetPdus.encodeHeader(part.header(), part.length(), pdu);
        digests.endHeader(pdu, 0);
        return pdu;
    }

    private static void copy(Disk disk, SessionStep.SendImage part, ByteBuf pdu) throws IOException {
        ByteBuffer into = pdu.nioBuffer(pdu.writerIndex(), part.length());
        try {
            disk.read(part.position(), into);
        } catch (IOException unreadable) {
            pdu.release();
            throw unreadable;
        }
        pdu.writerIndex(pdu.writerIndex() + part.length());
    }
}
