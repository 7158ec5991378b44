package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.SyslogLimits;
import dev.muster.cluster.syslog.Transport;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// Takes the connections of one port up to the limits and closes those beyond.
final class StreamConnections extends ChannelInitializer<SocketChannel> {
    private final Shared shared;
    private final Optional<TlsEntry> tls;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /// What the connections of all ports share.
    record Shared(
            LineIntake intake, SyslogLimits limits, SyslogEvents events, ConnectionLimits open, PausedStreams paused) {}

    /// @param tls empty for plain TCP
    StreamConnections(Shared shared, Optional<TlsEntry> tls) {
        this.shared = shared;
        this.tls = tls;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetAddress client = channel.remoteAddress() == null
                ? InetAddress.getLoopbackAddress()
                : channel.remoteAddress().getAddress();
        if (!shared.open.admit(client)) {
            shared.events.counted(SyslogCount.CONNECTION_REFUSED);
            var _ = channel.close();
            return;
        }
        shared.events.counted(SyslogCount.CONNECTION_OPENED);
        channels.add(channel);
        channel.closeFuture().addListener(_ -> {
            shared.open.leave(client);
            shared.events.counted(SyslogCount.CONNECTION_CLOSED);
        });
        channel.config().setRecvByteBufAllocator(new RoomyReads(shared.intake, client));
        var pipeline = channel.pipeline();
        pipeline.addLast(new IdleStateHandler(shared.limits.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
        tls.ifPresent(entry -> pipeline.addLast(entry.handler(channel.alloc())));
        pipeline.addLast(new StreamLines(shared, tls.isPresent() ? Transport.TLS : Transport.TCP, client));
    }

    /// Ends all connections; what they have sent is taken.
    void closeAll(long withinMillis) {
        channels.close().awaitUninterruptibly(withinMillis);
    }
}
