package dev.muster.cluster.syslog.server;

import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.net.UdpBinding;
import dev.muster.cluster.syslog.SyslogConfig;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.SyslogTls;
import dev.muster.cluster.syslog.server.SyslogReceiver.Collaborators;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// The sockets of the receiver: UDP and TCP, and TLS where it is configured.
public final class ReceiverPorts {
    private static final long CLOSE_MILLIS = 2000;

    private final SyslogConfig settings;
    private final Listeners listeners;
    private final SyslogEvents events;
    private final LogPipeline pipeline;
    private final List<Channel> ports = new ArrayList<>();
    private final List<StreamConnections> connections = new ArrayList<>();

    public ReceiverPorts(SyslogConfig settings, Collaborators with, LogPipeline pipeline) {
        this.settings = settings;
        this.listeners = with.listeners();
        this.events = with.events();
        this.pipeline = pipeline;
    }

    /// @throws IOException naming the address that cannot be had, or the setting of TLS that is wrong
    public void bind() throws IOException {
        var limits = settings.limits();
        var datagrams = UdpLines.reader(pipeline.intake(), limits.maxLength(), events);
        var binding = UdpBinding.of(settings.address()).withReceiveBuffer(limits.udpBufferBytes());
        ports.add(listeners.bulkUdp(binding, datagrams));
        var shared = new StreamConnections.Shared(
                pipeline.intake(), limits, events, new ConnectionLimits(limits), pipeline.paused());
        ports.add(listeners.bulkTcp(settings.address(), streams(shared, Optional.empty())));
        if (settings.tls().isPresent()) {
            SyslogTls tls = settings.tls().get();
            ports.add(listeners.bulkTcp(tls.address(), streams(shared, Optional.of(TlsEntry.of(tls)))));
        }
    }

    private StreamConnections streams(StreamConnections.Shared shared, Optional<TlsEntry> tls) {
        var streams = new StreamConnections(shared, tls);
        connections.add(streams);
        return streams;
    }

    /// In the order UDP, TCP, TLS.
    public InetSocketAddress address(int port) {
        return (InetSocketAddress) ports.get(port).localAddress();
    }

    /// Ends all connections; what was read of them is taken.
    public void close() {
        ports.forEach(port -> port.close().awaitUninterruptibly(CLOSE_MILLIS));
        connections.forEach(streams -> streams.closeAll(CLOSE_MILLIS));
    }
}
