package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.Transport;
import java.net.InetAddress;
import java.time.InstantSource;

/// Where the readers hand over what came. In memory, so it may be called on the event loops.
public final class LineIntake {
    private final InstantSource clock;
    private final SyslogEvents events;
    private final LineQueue queue;

    LineIntake(InstantSource clock, SyslogEvents events, LineQueue queue) {
        this.clock = clock;
        this.events = events;
        this.queue = queue;
    }

    LineBlock block(InetAddress sender, Transport transport, int room) {
        return new LineBlock(sender, transport, clock.instant(), room);
    }

    /// A datagram that finds no room is dropped and counted: its sender would not wait.
    void datagrams(LineBlock block) {
        events.counted(SyslogCount.RECEIVED_UDP, block.lines());
        if (!queue.offer(block)) {
            events.counted(SyslogCount.DROPPED, block.lines());
        }
    }

    /// What a stream has sent is always taken; it is not to be read while there is no [#room].
    void stream(LineBlock block) {
        boolean secure = block.transport() == Transport.TLS;
        events.counted(secure ? SyslogCount.RECEIVED_TLS : SyslogCount.RECEIVED_TCP, block.lines());
        if (!queue.put(block)) {
            events.counted(SyslogCount.DROPPED, block.lines());
        }
    }

    /// Octets that a sender over TCP or TLS may still send; 0 or less for none.
    long room(InetAddress sender) {
        return queue.room(sender, Transport.TCP);
    }
}
