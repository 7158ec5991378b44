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
public final class StreamConnections extends ChannelInitializer<SocketChannel> {
    private final LineIntake intake;
    private final SyslogLimits limits;
    private final ConnectionLimits open;
    private final Optional<TlsEntry> tls;
    private final SyslogEvents events;
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);

    /// @param open shared by all ports
    /// @param tls empty for plain TCP
    public StreamConnections(
            LineIntake intake,
            SyslogLimits limits,
            ConnectionLimits open,
            Optional<TlsEntry> tls,
            SyslogEvents events) {
        this.intake = intake;
        this.limits = limits;
        this.open = open;
        this.tls = tls;
        this.events = events;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetAddress client = channel.remoteAddress() == null
                ? InetAddress.getLoopbackAddress()
                : channel.remoteAddress().getAddress();
        if (!open.admit(client)) {
            events.counted(SyslogCount.CONNECTION_REFUSED);
            var _ = channel.close();
            return;
        }
        events.counted(SyslogCount.CONNECTION_OPENED);
        channels.add(channel);
        channel.closeFuture().addListener(_ -> {
            open.leave(client);
            events.counted(SyslogCount.CONNECTION_CLOSED);
        });
        var pipeline = channel.pipeline();
        pipeline.addLast(new IdleStateHandler(limits.idle().toMillis(), 0, 0, TimeUnit.MILLISECONDS));
        tls.ifPresent(entry -> pipeline.addLast(entry.handler(channel.alloc())));
        Transport transport = tls.isPresent() ? Transport.TLS : Transport.TCP;
        pipeline.addLast(new StreamLines(intake, transport, client, limits.maxLength(), events));
    }

    /// Ends all connections; what they have sent is taken.
    public void closeAll(long withinMillis) {
        channels.close().awaitUninterruptibly(withinMillis);
    }
}
