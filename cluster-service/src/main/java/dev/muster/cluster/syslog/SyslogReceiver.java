package dev.muster.cluster.syslog;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.net.UdpBinding;
import dev.muster.cluster.syslog.server.LineIntake;
import dev.muster.cluster.syslog.server.LogWriter;
import dev.muster.cluster.syslog.server.TcpConnections;
import dev.muster.cluster.syslog.server.UdpLines;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.List;

/// Receives the machines' log lines on UDP and TCP, files them by host and day, and hands each to the sink.
public final class SyslogReceiver implements AutoCloseable {
    private static final long CLOSE_MILLIS = 2000;

    private final Channel udp;
    private final Channel tcp;
    private final TcpConnections connections;
    private final LogWriter writer;

    private SyslogReceiver(Channel udp, Channel tcp, TcpConnections connections, LogWriter writer) {
        this.connections = connections;
        this.udp = udp;
        this.tcp = tcp;
        this.writer = writer;
    }

    /// @throws IOException naming the address that cannot be had
    public static SyslogReceiver start(
            Listeners listeners, SyslogSettings settings, InstantSource clock, SyslogSink sink, SyslogEvents events)
            throws IOException {
        var writer = new LogWriter(settings.logs(), settings.queueBytes(), settings.openFiles(), sink, events);
        var intake = new LineIntake(clock, events, writer);
        var connections = new TcpConnections(intake, settings, events);
        Channel udp = listeners.udp(UdpBinding.of(settings.address()), new UdpLines(intake, settings.maxLength()));
        try {
            Channel tcp = listeners.tcp(settings.address(), connections);
            writer.start();
            return new SyslogReceiver(udp, tcp, connections, writer);
        } catch (IOException e) {
            udp.close().awaitUninterruptibly(CLOSE_MILLIS);
            throw e;
        }
    }

    public InetSocketAddress udpAddress() {
        return (InetSocketAddress) udp.localAddress();
    }

    public InetSocketAddress tcpAddress() {
        return (InetSocketAddress) tcp.localAddress();
    }

    /// Takes no more, and writes what was taken.
    @Override
    public void close() {
        for (Channel channel : List.of(udp, tcp)) {
            channel.close().awaitUninterruptibly(CLOSE_MILLIS);
        }
        connections.closeAll(CLOSE_MILLIS);
        writer.close();
    }
}
