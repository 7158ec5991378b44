package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.ReceivedLine;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.policy.LineFormat;
import dev.muster.cluster.syslog.policy.LogPath;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The open log files, one per host, the least recently used closed first. For one thread.
final class LogFiles implements AutoCloseable {
    private static final Logger LOG = System.getLogger(LogFiles.class.getName());
    private static final long SECONDS_PER_DAY = 86_400;

    private final Path logs;
    private final int limit;
    private final SyslogEvents events;
    private final LineFormat format = new LineFormat();
    private final LinkedHashMap<String, LogFile> files = new LinkedHashMap<>(64, 0.75f, true);
    private LocalDate today = LocalDate.EPOCH;
    private @Nullable LogFile failed;

    LogFiles(Path logs, int limit, SyslogEvents events) {
        this.logs = logs;
        this.limit = limit;
        this.events = events;
    }

    void write(ReceivedLine line) {
        LogFile file = file(line);
        format.append(file.pending(), line);
        if (file.lineAdded()) {
            flush(file);
        }
    }

    void flush() {
        for (LogFile file : files.values()) {
            if (file.isDirty()) {
                flush(file);
            }
        }
    }

    private LogFile file(ReceivedLine line) {
        LocalDate day = day(line.receivedAt().getEpochSecond());
        LogFile known = files.get(line.host());
        if (known != null && known.isOf(day)) {
            return known;
        }
        if (known != null) {
            finish(known);
        } else if (files.size() >= limit) {
            Map.Entry<String, LogFile> eldest = files.firstEntry();
            finish(eldest.getValue());
            files.remove(eldest.getKey());
        }
        var fresh = new LogFile(LogPath.of(logs, line.host(), day), day);
        files.put(line.host(), fresh);
        return fresh;
    }

    private LocalDate day(long epochSecond) {
        long epochDay = Math.floorDiv(epochSecond, SECONDS_PER_DAY);
        if (today.toEpochDay() != epochDay) {
            today = LocalDate.ofEpochDay(epochDay);
        }
        return today;
    }

    private void finish(LogFile file) {
        if (file.isDirty()) {
            flush(file);
        }
        file.close();
        if (file.equals(failed)) {
            failed = null;
        }
    }

    private void flush(LogFile file) {
        int lines = file.pendingLines();
        try {
            events.counted(SyslogCount.WRITTEN, file.flush());
            recovered(file);
        } catch (IOException e) {
            events.counted(SyslogCount.LOST, lines);
            failed(file, e);
        }
    }

    /// A full disk fails every line of every host: said once, until the file that failed first is written again.
    private void failed(LogFile file, IOException e) {
        if (failed == null) {
            failed = file;
            LOG.log(Level.ERROR, "syslog: cannot write {0}, lines are lost: {1}", file, e.toString());
        }
    }

    private void recovered(LogFile file) {
        if (file.equals(failed)) {
            failed = null;
            LOG.log(Level.INFO, "syslog: {0} can be written again", file);
        }
    }

    @Override
    public void close() {
        files.values().forEach(this::finish);
        files.clear();
    }
}
