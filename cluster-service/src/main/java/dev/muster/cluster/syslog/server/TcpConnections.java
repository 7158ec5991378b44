package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.SyslogSettings;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.timeout.IdleStateHandler;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// Takes TCP connections up to the limits and closes those beyond.
public final class TcpConnections extends ChannelInitializer<SocketChannel> {
    private final LineIntake intake;
    private final SyslogSettings settings;
    private final SyslogEvents events;
    private final Map<InetAddress, Integer> perClient = new HashMap<>();
    private final ChannelGroup channels = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
    private int open;

    public TcpConnections(LineIntake intake, SyslogSettings settings, SyslogEvents events) {
        this.intake = intake;
        this.settings = settings;
        this.events = events;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        InetAddress client = channel.remoteAddress() == null
                ? InetAddress.getLoopbackAddress()
                : channel.remoteAddress().getAddress();
        if (!admit(client)) {
            events.counted(SyslogCount.CONNECTION_REFUSED);
            var _ = channel.close();
            return;
        }
        events.counted(SyslogCount.CONNECTION_OPENED);
        channels.add(channel);
        channel.closeFuture().addListener(_ -> leave(client));
        channel.pipeline()
                .addLast(new IdleStateHandler(settings.idle().toSeconds(), 0, 0, TimeUnit.SECONDS))
                .addLast(new TcpLines(intake, client, settings.maxLength()));
    }

    /// Ends all connections; what they have sent is taken.
    public void closeAll(long withinMillis) {
        channels.close().awaitUninterruptibly(withinMillis);
    }

    private synchronized boolean admit(InetAddress client) {
        int ofClient = perClient.getOrDefault(client, 0);
        if (open >= settings.connections() || ofClient >= settings.connectionsPerClient()) {
            return false;
        }
        open++;
        perClient.put(client, ofClient + 1);
        return true;
    }

    private void leave(InetAddress client) {
        synchronized (this) {
            open--;
            perClient.computeIfPresent(client, (_, count) -> count > 1 ? count - 1 : null);
        }
        events.counted(SyslogCount.CONNECTION_CLOSED);
    }
}
