package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.Transport;
import dev.muster.cluster.syslog.codec.MalformedSyslog;
import dev.muster.cluster.syslog.codec.SyslogMessage;
import dev.muster.cluster.syslog.codec.SyslogParser;
import dev.muster.cluster.syslog.policy.LogPath;
import java.net.InetAddress;
import java.time.InstantSource;

/// From the bytes of a message to the writer's queue; pure and in memory, so it runs on the event loop.
public final class LineIntake {
    private final InstantSource clock;
    private final SyslogEvents events;
    private final LogWriter writer;

    public LineIntake(InstantSource clock, SyslogEvents events, LogWriter writer) {
        this.clock = clock;
        this.events = events;
        this.writer = writer;
    }

    void accept(Transport transport, InetAddress sender, byte[] bytes, int offset, int length, boolean truncated) {
        events.counted(
                switch (transport) {
                    case UDP -> SyslogCount.RECEIVED_UDP;
                    case TCP -> SyslogCount.RECEIVED_TCP;
                    case TLS -> SyslogCount.RECEIVED_TLS;
                });
        if (truncated) {
            events.counted(SyslogCount.TRUNCATED);
        }
        var now = clock.instant();
        try {
            SyslogMessage message = SyslogParser.parse(bytes, offset, length, now);
            String host = LogPath.safeHost(message.hostname(), sender);
            writer.accept(new ReceivedLine(now, sender, transport, host, length, message));
        } catch (MalformedSyslog malformed) {
            events.counted(
                    switch (malformed.reason()) {
                        case EMPTY -> SyslogCount.MALFORMED_EMPTY;
                        case BAD_PRIORITY -> SyslogCount.MALFORMED_PRIORITY;
                        case NO_COUNT -> SyslogCount.MALFORMED_FRAME;
                    });
            if (!malformed.text().isEmpty()) {
                String host = LogPath.safeHost("", sender);
                var kept = SyslogMessage.raw(malformed.text());
                writer.accept(new ReceivedLine(now, sender, transport, host, length, kept));
            }
        }
    }

    /// Whether a sender over TCP or TLS should be made to wait.
    boolean isCrowded() {
        return writer.isCrowded();
    }
}
