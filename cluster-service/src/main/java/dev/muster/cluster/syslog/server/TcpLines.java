package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.Transport;
import dev.muster.cluster.syslog.codec.StreamFrames;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.timeout.IdleStateEvent;
import io.netty.util.concurrent.FastThreadLocal;
import java.net.InetAddress;
import java.util.concurrent.TimeUnit;

/// The messages of one TCP connection. While the disk is behind, the connection is not read, so that the sender
/// waits instead of losing lines.
final class TcpLines extends SimpleChannelInboundHandler<ByteBuf> {
    /// Scratch space of each event loop.
    private static final FastThreadLocal<byte[]> CHUNK = new FastThreadLocal<>() {
        @Override
        protected byte[] initialValue() {
            return new byte[64 << 10];
        }
    };

    private static final long PAUSE_MILLIS = 5;

    private final LineIntake intake;
    private final StreamFrames frames;

    TcpLines(LineIntake intake, InetAddress sender, int maxLength) {
        this.intake = intake;
        this.frames = new StreamFrames(
                maxLength,
                (bytes, offset, length, truncated) ->
                        intake.accept(Transport.TCP, sender, bytes, offset, length, truncated));
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, ByteBuf data) {
        byte[] chunk = CHUNK.get();
        while (data.isReadable()) {
            int length = Math.min(data.readableBytes(), chunk.length);
            data.readBytes(chunk, 0, length);
            frames.feed(chunk, 0, length);
        }
        pauseIfCrowded(context);
    }

    private void pauseIfCrowded(ChannelHandlerContext context) {
        if (intake.isCrowded()) {
            context.channel().config().setAutoRead(false);
            var _ = context.executor().schedule(() -> resumeOrWait(context), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void resumeOrWait(ChannelHandlerContext context) {
        if (!context.channel().isActive() || !intake.isCrowded()) {
            context.channel().config().setAutoRead(true);
        } else {
            var _ = context.executor().schedule(() -> resumeOrWait(context), PAUSE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        frames.finish();
        context.fireChannelInactive();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof IdleStateEvent) {
            var _ = context.close();
        }
    }

    /// A reset by the peer is an ordinary end.
    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        var _ = context.close();
    }
}
