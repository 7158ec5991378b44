package dev.muster.cluster.syslog.server;

import dev.muster.cluster.net.DatagramReader;
import dev.muster.cluster.net.ReceiveBuffer;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.Transport;
import dev.muster.cluster.syslog.codec.Utf8;
import io.netty.channel.Channel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// One datagram is one message (RFC 5426 3.1), whatever line ends it holds. What was read at once becomes one block for
/// each sender.
final class UdpLines implements DatagramReader.Receiver {
    private static final Logger LOG = Logger.getLogger(UdpLines.class);
    private static final int AT_ONCE = 64;
    private static final int FIRST_ROOM = 1024;
    private static final long DROPS_EVERY_SECONDS = 1;

    private final LineIntake intake;
    private final int maxLength;
    private final SyslogEvents events;
    private final Map<InetAddress, LineBlock> open = new HashMap<>();
    private @Nullable Channel channel;
    private int drops;

    private UdpLines(LineIntake intake, int maxLength, SyslogEvents events) {
        this.intake = intake;
        this.maxLength = maxLength;
        this.events = events;
    }

    /// A longer datagram is read to one octet beyond the limit, which tells that there was more.
    static DatagramReader reader(LineIntake intake, int maxLength, SyslogEvents events) {
        return new DatagramReader(maxLength + 1, AT_ONCE, new UdpLines(intake, maxLength, events));
    }

    @Override
    public void opened(Channel opened) {
        channel = opened;
        var counting = opened.eventLoop()
                .scheduleAtFixedRate(this::countDrops, DROPS_EVERY_SECONDS, DROPS_EVERY_SECONDS, TimeUnit.SECONDS);
        opened.closeFuture().addListener(_ -> counting.cancel(false));
    }

    @Override
    public void received(ByteBuffer bytes, InetSocketAddress from) {
        int length = Math.min(bytes.remaining(), maxLength);
        if (bytes.remaining() > maxLength) {
            events.counted(SyslogCount.TRUNCATED);
            length = Utf8.wholeLength(bytes, length);
        }
        InetAddress sender = from.getAddress();
        LineBlock block = open.get(sender);
        if (block == null) {
            block = intake.block(sender, Transport.UDP, Math.max(FIRST_ROOM, length + Integer.BYTES));
            open.put(sender, block);
        }
        block.add(bytes, length);
    }

    @Override
    public void drained() {
        open.values().forEach(intake::datagrams);
        open.clear();
    }

    /// What the kernel had no room for, since the last time.
    private void countDrops() {
        Channel socket = channel;
        if (socket == null || !socket.isActive()) {
            return;
        }
        try {
            int now = ReceiveBuffer.drops(socket);
            if (now != drops) {
                events.counted(SyslogCount.DROPPED_BY_KERNEL, Integer.toUnsignedLong(now - drops));
                drops = now;
            }
        } catch (IOException e) {
            LOG.debug("syslog: datagrams lost in the kernel are not counted", e);
        }
    }

    /// A socket error concerns one datagram; the socket goes on.
    @Override
    public void failed(Throwable cause) {
        LOG.debug("syslog: datagram not taken", cause);
    }
}
