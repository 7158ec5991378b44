package dev.muster.cluster.syslog;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.net.UdpBinding;
import dev.muster.cluster.syslog.server.ConnectionLimits;
import dev.muster.cluster.syslog.server.LineIntake;
import dev.muster.cluster.syslog.server.LogWriter;
import dev.muster.cluster.syslog.server.StreamConnections;
import dev.muster.cluster.syslog.server.TlsEntry;
import dev.muster.cluster.syslog.server.UdpLines;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Receives the machines' log lines over UDP, TCP and TLS, files them by host and day, and hands each to the sink.
public final class SyslogReceiver implements AutoCloseable {
    private static final long CLOSE_MILLIS = 2000;

    private final SyslogSettings settings;
    private final SyslogEvents events;
    private final LogWriter writer;
    private final LineIntake intake;
    private final ConnectionLimits open;
    private final List<Channel> ports = new ArrayList<>();
    private final List<StreamConnections> connections = new ArrayList<>();

    private SyslogReceiver(SyslogSettings settings, InstantSource clock, SyslogSink sink, SyslogEvents events) {
        this.settings = settings;
        this.events = events;
        this.writer = new LogWriter(settings.logs(), settings.limits(), sink, events);
        this.intake = new LineIntake(clock, events, writer);
        this.open = new ConnectionLimits(settings.limits());
    }

    /// @throws IOException naming the address that cannot be had, or the setting of TLS that is wrong
    public static SyslogReceiver start(
            Listeners listeners, SyslogSettings settings, InstantSource clock, SyslogSink sink, SyslogEvents events)
            throws IOException {
        var receiver = new SyslogReceiver(settings, clock, sink, events);
        receiver.writer.start();
        try {
            receiver.bind(listeners);
            return receiver;
        } catch (IOException e) {
            receiver.close();
            throw e;
        }
    }

    private void bind(Listeners listeners) throws IOException {
        var datagrams = new UdpLines(intake, settings.limits().maxLength());
        ports.add(listeners.udp(UdpBinding.of(settings.address()), datagrams));
        ports.add(listeners.tcp(settings.address(), streams(Optional.empty())));
        if (settings.tls().isPresent()) {
            SyslogTls tls = settings.tls().get();
            ports.add(listeners.tcp(tls.address(), streams(Optional.of(TlsEntry.of(tls)))));
        }
    }

    private StreamConnections streams(Optional<TlsEntry> tls) {
        var streams = new StreamConnections(intake, settings.limits(), open, tls, events);
        connections.add(streams);
        return streams;
    }

    public InetSocketAddress udpAddress() {
        return address(0);
    }

    public InetSocketAddress tcpAddress() {
        return address(1);
    }

    /// @throws IndexOutOfBoundsException without TLS
    public InetSocketAddress tlsAddress() {
        return address(2);
    }

    private InetSocketAddress address(int port) {
        return (InetSocketAddress) ports.get(port).localAddress();
    }

    /// Takes no more, and writes what was taken.
    @Override
    public void close() {
        ports.forEach(port -> port.close().awaitUninterruptibly(CLOSE_MILLIS));
        connections.forEach(streams -> streams.closeAll(CLOSE_MILLIS));
        writer.close();
    }
}
