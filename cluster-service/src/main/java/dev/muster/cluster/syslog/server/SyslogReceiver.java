package dev.muster.cluster.syslog.server;

import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.net.Listeners;
import dev.muster.cluster.syslog.SyslogConfig;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.SyslogSink;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.time.InstantSource;

/// Receives the machines' log lines over UDP, TCP and TLS, files them by host and day, and hands them to the sink.
public final class SyslogReceiver implements AutoCloseable {
    private final LogPipeline pipeline;
    private final ReceiverPorts ports;

    private SyslogReceiver(SyslogConfig settings, Collaborators with) {
        this.pipeline = new LogPipeline(settings, with);
        this.ports = new ReceiverPorts(settings, with, pipeline);
    }

    /// What the receiver works with.
    ///
    /// @param reserve of the disk that the logs are on
    public record Collaborators(
            Listeners listeners, InstantSource clock, DiskReserve reserve, SyslogSink sink, SyslogEvents events) {}

    /// @throws IOException naming the address that cannot be had, or the setting of TLS that is wrong
    public static SyslogReceiver start(SyslogConfig settings, Collaborators with) throws IOException {
        var receiver = new SyslogReceiver(settings, with);
        receiver.pipeline.start();
        try {
            receiver.ports.bind();
            return receiver;
        } catch (IOException e) {
            receiver.close();
            throw e;
        }
    }

    public InetSocketAddress udpAddress() {
        return ports.address(0);
    }

    public InetSocketAddress tcpAddress() {
        return ports.address(1);
    }

    /// @throws IndexOutOfBoundsException without TLS
    public InetSocketAddress tlsAddress() {
        return ports.address(2);
    }

    /// Takes no more, and writes what was taken.
    @Override
    public void close() {
        ports.close();
        pipeline.close();
    }
}
