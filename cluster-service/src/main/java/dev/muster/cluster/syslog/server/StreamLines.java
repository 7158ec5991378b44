package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.Transport;
import dev.muster.cluster.syslog.codec.MalformedSyslog;
import dev.muster.cluster.syslog.codec.StreamFrames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetAddress;

/// The messages of one connection. While there is no room for more of its sender it is not read, so that the sender
/// waits instead of losing lines.
final class StreamLines extends SimpleChannelInboundHandler<ByteBuf> {
    private static final int CHUNK_OCTETS = 65_536;
    private static final int FIRST_ROOM = 1024;

    /// Scratch space of each event loop.
    private static final FastThreadLocal<byte[]> CHUNK = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[CHUNK_OCTETS];
        }
    };

    private final LineIntake intake;
    private final SyslogEvents events;
    private final PausedStreams paused;
    private final Transport transport;
    private final InetAddress sender;
    private final StreamFrames frames;
    private LineBlock block;
    private boolean broken;

    StreamLines(StreamConnections.Shared shared, Transport transport, InetAddress sender) {
        this.intake = shared.intake();
        this.events = shared.events();
        this.paused = shared.paused();
        this.transport = transport;
        this.sender = sender;
        int maxLength = shared.limits().maxLength();
        this.frames = transport == Transport.TLS
                ? StreamFrames.counted(maxLength, this::keep)
                : new StreamFrames(maxLength, this::keep);
        this.block = intake.block(sender, transport, 0);
    }

    private void keep(byte[] bytes, int offset, int length, boolean truncated) {
        if (truncated) {
            events.counted(SyslogCount.TRUNCATED);
        }
        block.add(bytes, offset, length);
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf data) {
        if (broken) {
            return;
        }
        block = intake.block(sender, transport, data.readableBytes() + FIRST_ROOM);
        try {
            take(data);
        } catch (MalformedSyslog unframed) {
            events.counted(SyslogCount.MALFORMED_FRAME);
            broken = true;
            var _ = context.close();
        }
        handOver();
        if (!broken && intake.room(sender) <= 0) {
            paused.pause(context.channel(), sender);
        }
    }

    private void take(ByteBuf data) throws MalformedSyslog {
        byte[] chunk = CHUNK.get();
        while (data.isReadable()) {
            int length = Math.min(data.readableBytes(), chunk.length);
            data.readBytes(chunk, 0, length);
            frames.feed(chunk, 0, length);
        }
    }

    private void handOver() {
        if (!block.isEmpty()) {
            intake.stream(block);
        }
        block = intake.block(sender, transport, 0);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!broken) {
            frames.finish();
            handOver();
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
