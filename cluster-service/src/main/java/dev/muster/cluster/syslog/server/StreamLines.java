package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.Transport;
import dev.muster.cluster.syslog.codec.MalformedSyslog;
import dev.muster.cluster.syslog.codec.StreamFrames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetAddress;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;

/// The messages of one connection. While the disk is behind, what was read is kept and no more is read, so that the
/// sender waits instead of losing lines. Netty reads to the end when the sender is done, whether told to or not: what
/// is kept can be as much as the kernel's receive buffer.
final class StreamLines extends ChannelInboundHandlerAdapter {
    /// Taken at a time between two looks at the disk, in octets.
    private static final int SLICE = 4096;

    /// Scratch space of each event loop.
    private static final FastThreadLocal<byte[]> CHUNK = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[SLICE];
        }
    };

    private static final long PAUSE_MILLIS = 5;

    private final LineIntake intake;
    private final SyslogEvents events;
    private final StreamFrames frames;
    private final Deque<ByteBuf> kept = new ArrayDeque<>();
    private boolean waiting;
    private boolean ended;
    private boolean broken;

    StreamLines(LineIntake intake, Transport transport, InetAddress sender, int maxLength, SyslogEvents events) {
        this.intake = intake;
        this.events = events;
        StreamFrames.Frames lines = (bytes, offset, length, truncated) ->
                intake.accept(transport, sender, bytes, offset, length, truncated);
        this.frames = transport == Transport.TLS
                ? StreamFrames.counted(maxLength, lines)
                : new StreamFrames(maxLength, lines);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object data) {
        ByteBuf more = (ByteBuf) data;
        if (broken) {
            more.release();
            return;
        }
        kept.add(more);
        if (!waiting) {
            take(context);
        }
    }

    private void take(ChannelHandlerContext context) {
        try {
            while (!kept.isEmpty()) {
                if (intake.isCrowded()) {
                    context.channel().config().setAutoRead(false);
                    takeLater(context);
                    return;
                }
                takeSlice(kept.element());
            }
            if (ended) {
                frames.finish();
            } else {
                context.channel().config().setAutoRead(true);
            }
        } catch (MalformedSyslog unframed) {
            events.counted(SyslogCount.MALFORMED_FRAME);
            broken = true;
            kept.forEach(ByteBuf::release);
            kept.clear();
            var _ = context.close();
        }
    }

    private void takeSlice(ByteBuf data) throws MalformedSyslog {
        byte[] chunk = CHUNK.get();
        int length = Math.min(data.readableBytes(), SLICE);
        data.readBytes(chunk, 0, length);
        if (!data.isReadable()) {
            kept.remove().release();
        }
        frames.feed(chunk, 0, length);
    }

    private void takeLater(ChannelHandlerContext context) {
        waiting = true;
        var _ = context.executor()
                .schedule(
                        () -> {
                            waiting = false;
                            take(context);
                        },
                        PAUSE_MILLIS,
                        TimeUnit.MILLISECONDS);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        ended = true;
        if (!waiting) {
            take(context);
        }
        context.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake && !handshake.isSuccess()) {
            events.counted(SyslogCount.TLS_FAILED);
        }
        // RFC 5425 4.4: who gets a close_notify sends one and closes.
        if (event instanceof IdleStateEvent || event instanceof SslCloseCompletionEvent) {
            var _ = context.close();
        }
    }

    /// A reset by the peer is an ordinary end.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
