package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.SyslogSink;
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
    private static final Duration FLUSH_EVERY = Duration.ofMillis(200);
    private static final Duration CLOSE_WITHIN = Duration.ofSeconds(5);

    private final LineQueue queue;
    private final LogFiles files;
    private final SyslogSink sink;
    private final SyslogEvents events;
    private final Thread thread;

    /// @param queueBytes memory for lines that wait
    /// @param openFiles files kept open
    public LogWriter(Path logs, int queueBytes, int openFiles, SyslogSink sink, SyslogEvents events) {
        this.queue = new LineQueue(queueBytes);
        this.files = new LogFiles(logs, openFiles, events);
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

    /// Whether the disk is behind, so that a TCP sender should be made to wait.
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
        for (ReceivedLine line : lines) {
            files.write(line);
            publish(line);
            if (System.nanoTime() - flushed > FLUSH_EVERY.toNanos()) {
                files.flush();
                flushed = System.nanoTime();
            }
        }
        files.flush();
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
