package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.SyslogSink;
import dev.muster.cluster.syslog.codec.MalformedSyslog;
import dev.muster.cluster.syslog.codec.SyslogMessage;
import dev.muster.cluster.syslog.codec.SyslogParser;
import dev.muster.cluster.syslog.policy.ForwardRate;
import dev.muster.cluster.syslog.policy.LogPath;
import java.time.Duration;
import org.jboss.logging.Logger;

/// The thread that hands lines to the sink, beside the one that writes them: lines for which the sink has no time, or
/// which are more than its rate, are in their files all the same.
final class Forwarder implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Forwarder.class);
    private static final long QUEUE_BYTES = 4 << 20;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(2);

    private final LineQueue queue = LineQueue.of(QUEUE_BYTES);
    private final ForwardRate rate;
    private final SyslogSink sink;
    private final SyslogEvents events;
    private final Thread thread;

    Forwarder(ForwardRate rate, SyslogSink sink, SyslogEvents events) {
        this.rate = rate;
        this.sink = sink;
        this.events = events;
        this.thread =
                Thread.ofPlatform().name("muster-syslog-forwarder").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Never blocks. For one thread.
    void offer(LineBlock block) {
        int granted =
                rate.granted(block.sender(), block.lines(), block.receivedAt().getEpochSecond());
        block.forwardOnly(granted);
        boolean taken = granted > 0 && queue.offer(block);
        int left = block.lines() - (taken ? granted : 0);
        if (left > 0) {
            events.counted(SyslogCount.NOT_FORWARDED, left);
        }
    }

    private void run() {
        try {
            while (!queue.isDone()) {
                for (LineBlock block : queue.take(WAIT)) {
                    block.eachForwarded((bytes, offset, length) -> handOn(block, bytes, offset, length));
                    queue.release(block);
                }
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void handOn(LineBlock block, byte[] bytes, int offset, int length) {
        try {
            SyslogMessage message = message(bytes, offset, length);
            String host = LogPath.safeHost(message.hostname().toString(), block.sender());
            sink.accept(new ReceivedLine(block.receivedAt(), block.sender(), block.transport(), host, length, message));
        } catch (MalformedSyslog empty) {
            // counted by the writer
        } catch (RuntimeException e) {
            events.counted(SyslogCount.SINK_FAILED);
            LOG.debug("syslog: line not handed on", e);
        }
    }

    private static SyslogMessage message(byte[] bytes, int offset, int length) throws MalformedSyslog {
        try {
            return SyslogParser.parse(bytes, offset, length);
        } catch (MalformedSyslog malformed) {
            if (malformed.text().isEmpty()) {
                throw malformed;
            }
            return SyslogMessage.raw(malformed.text());
        }
    }

    @Override
    public void close() {
        queue.close();
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                thread.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
