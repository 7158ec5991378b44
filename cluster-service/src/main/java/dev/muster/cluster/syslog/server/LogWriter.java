package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.codec.MalformedSyslog;
import dev.muster.cluster.syslog.codec.SyslogMessage;
import dev.muster.cluster.syslog.codec.SyslogParser;
import dev.muster.cluster.syslog.policy.HostFiling;
import dev.muster.cluster.syslog.policy.LineBuffer;
import dev.muster.cluster.syslog.policy.LineFormat;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/// The one thread that writes lines to their files, and then passes their blocks to the forwarder.
///
/// Under load it takes all lines that wait at once, so that a file gets few large writes; a quiet line is written
/// at once.
final class LogWriter implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LogWriter.class);
    private static final long SECONDS_PER_DAY = 86_400;
    private static final int USUAL_LINE = 1024;
    private static final Duration FLUSH_EVERY = Duration.ofMillis(200);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final LineQueue queue;
    private final LogFiles files;
    private final HostFiling filing;
    private final Forwarder forwarder;
    private final FileSync sync = new FileSync();
    private final SyslogEvents events;
    private final LineFormat format = new LineFormat();
    private final LineBuffer line = new LineBuffer(USUAL_LINE);
    private final Thread thread;
    private long flushed = System.nanoTime();

    LogWriter(LineQueue queue, LogFiles files, HostFiling filing, Forwarder forwarder, SyslogEvents events) {
        this.queue = queue;
        this.files = files;
        this.filing = filing;
        this.forwarder = forwarder;
        this.events = events;
        this.thread = Thread.ofPlatform().name("muster-syslog-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    private void run() {
        try {
            while (!queue.isDone()) {
                write(queue.take(FLUSH_EVERY));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            files.close();
        }
    }

    private void write(List<LineBlock> blocks) {
        for (LineBlock block : blocks) {
            writeSafely(block);
            queue.release(block);
            if (System.nanoTime() - flushed > FLUSH_EVERY.toNanos()) {
                flush();
            }
        }
        flush();
    }

    private void flush() {
        try {
            files.flush();
            sync.offer(files::unsynced);
        } catch (RuntimeException e) {
            LOG.error("syslog: writer failed, went on", e);
        }
        flushed = System.nanoTime();
    }

    /// The thread must outlive whatever one block does.
    private void writeSafely(LineBlock block) {
        try {
            block.each((bytes, offset, length) -> write(block, bytes, offset, length));
            forwarder.offer(block);
        } catch (RuntimeException e) {
            LOG.error("syslog: writer failed, went on", e);
        }
    }

    private void write(LineBlock block, byte[] bytes, int offset, int length) {
        SyslogMessage message;
        try {
            message = SyslogParser.parse(bytes, offset, length);
        } catch (MalformedSyslog malformed) {
            events.counted(
                    switch (malformed.reason()) {
                        case EMPTY -> SyslogCount.MALFORMED_EMPTY;
                        case BAD_PRIORITY -> SyslogCount.MALFORMED_PRIORITY;
                        case NO_COUNT -> SyslogCount.MALFORMED_FRAME;
                    });
            if (malformed.text().isEmpty()) {
                return;
            }
            message = SyslogMessage.raw(malformed.text());
        }
        long day = Math.floorDiv(block.receivedAt().getEpochSecond(), SECONDS_PER_DAY);
        String host = filing.name(block.sender(), message.hostname(), day);
        if (filing.wasLimited()) {
            events.counted(SyslogCount.HOST_LIMIT);
        }
        line.clear();
        format.append(line, block.receivedAt(), host, message);
        files.write(host, day, line);
    }

    /// Writes what waits, then ends.
    @Override
    public void close() {
        queue.close();
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                LOG.warnf("syslog: the writer did not end in %s", CLOSE_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sync.close();
    }
}
