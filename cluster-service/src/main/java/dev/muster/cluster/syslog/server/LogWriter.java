package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.SyslogLimits;
import dev.muster.cluster.syslog.SyslogSink;
import dev.muster.cluster.syslog.policy.HostNames;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/// The one thread that writes lines to their files and hands them to the sink.
///
/// Under load it takes all lines that wait at once, so that a file gets few large writes; a quiet line is written
/// at once.
public final class LogWriter implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LogWriter.class.getName());
    private static final long SECONDS_PER_DAY = 86_400;
    private static final Duration FLUSH_EVERY = Duration.ofMillis(200);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final LineQueue queue;
    private final LogFiles files;
    private final HostNames names;
    private final SyslogSink sink;
    private final SyslogEvents events;
    private final Thread thread;

    public LogWriter(Path logs, SyslogLimits limits, SyslogSink sink, SyslogEvents events) {
        this.queue = new LineQueue(limits.queueBytes());
        this.files = new LogFiles(logs, limits.openFiles(), events);
        this.names = new HostNames(limits.hosts(), limits.hostsPerSender());
        this.sink = sink;
        this.events = events;
        this.thread = Thread.ofPlatform().name("muster-syslog-writer").daemon().unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /// Never blocks: a line for which there is no room is dropped and counted.
    public void accept(ReceivedLine line) {
        if (!queue.offer(line)) {
            events.counted(SyslogCount.DROPPED);
        }
    }

    /// Whether the disk is behind, so that a sender over TCP or TLS should be made to wait.
    public boolean isCrowded() {
        return queue.isCrowded();
    }

    private void run() {
        try {
            while (!queue.isClosed()) {
                writeSafely(queue.take(FLUSH_EVERY));
            }
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        } finally {
            files.close();
        }
    }

    /// The thread must outlive whatever one batch does.
    private void writeSafely(List<ReceivedLine> lines) {
        try {
            write(lines);
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "syslog: writer failed, went on", e);
        }
    }

    private void write(List<ReceivedLine> lines) {
        long flushed = System.nanoTime();
        for (ReceivedLine received : lines) {
            ReceivedLine line = filed(received);
            files.write(line);
            publish(line);
            if (System.nanoTime() - flushed > FLUSH_EVERY.toNanos()) {
                files.flush();
                flushed = System.nanoTime();
            }
        }
        files.flush();
    }

    private ReceivedLine filed(ReceivedLine line) {
        long day = Math.floorDiv(line.receivedAt().getEpochSecond(), SECONDS_PER_DAY);
        String name = names.filed(line.sender(), line.host(), day);
        if (name.equals(line.host())) {
            return line;
        }
        events.counted(SyslogCount.HOST_LIMIT);
        return line.filedUnder(name);
    }

    private void publish(ReceivedLine line) {
        try {
            sink.accept(line);
        } catch (RuntimeException e) {
            events.counted(SyslogCount.SINK_FAILED);
            LOG.log(Level.DEBUG, "syslog: line not published", e);
        }
    }

    /// Writes what waits, then ends.
    @Override
    public void close() {
        queue.close();
        try {
            if (!thread.join(CLOSE_WITHIN)) {
                LOG.log(Level.WARNING, "syslog: the writer did not end in {0}", CLOSE_WITHIN);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
