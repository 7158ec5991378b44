package dev.muster.cluster.syslog.server;

import dev.muster.cluster.disk.DiskReserve;
import dev.muster.cluster.syslog.SyslogCount;
import dev.muster.cluster.syslog.SyslogEvents;
import dev.muster.cluster.syslog.policy.LineBuffer;
import dev.muster.cluster.syslog.policy.LogPath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The open log files, one per host, the least recently used closed first. For one thread.
///
/// Lines are put together in a few buffers that the files share, so that a file gets few large writes and a thousand
/// hosts take no more memory than some.
final class LogFiles implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LogFiles.class);
    private static final int BUFFERS = 32;
    private static final int BUFFER_OCTETS = 64 << 10;

    private final Path logs;
    private final int limit;
    private final long maxFileSize;
    private final DiskReserve reserve;
    private final SyslogEvents events;
    private final LinkedHashMap<String, LogFile> files = new LinkedHashMap<>(64, 0.75f, true);
    private final Deque<ByteBuffer> buffers = new ArrayDeque<>();
    private @Nullable LogFile failed;
    private String lastHost = "";
    private @Nullable LogFile last;
    private final AtomicLong written = new AtomicLong();

    /// @param limit files that are open at a time
    /// @param maxFileSize bytes
    LogFiles(Path logs, int limit, long maxFileSize, DiskReserve reserve, SyslogEvents events) {
        this.logs = logs;
        this.limit = limit;
        this.maxFileSize = maxFileSize;
        this.reserve = reserve;
        this.events = events;
        for (int i = 0; i < BUFFERS; i++) {
            buffers.add(ByteBuffer.allocateDirect(BUFFER_OCTETS));
        }
    }

    /// @param epochDay UTC day of reception
    void write(String host, long epochDay, LineBuffer line) {
        LogFile file = file(host, epochDay);
        if (file.add(line)) {
            return;
        }
        flush(file);
        if (line.length() > BUFFER_OCTETS) {
            writeAlone(file, line);
            return;
        }
        if (buffers.isEmpty()) {
            flush();
        }
        file.lend(buffers.remove());
        file.add(line);
    }

    void flush() {
        for (LogFile file : files.values()) {
            flush(file);
        }
    }

    /// Bytes that were written, so far.
    long written() {
        return written.get();
    }

    /// The files that have lines which may not be on the disk yet.
    List<FileChannel> unsynced() {
        return files.values().stream()
                .map(LogFile::unsynced)
                .flatMap(Optional::stream)
                .toList();
    }

    private LogFile file(String host, long epochDay) {
        LogFile same = last;
        if (same != null && host.equals(lastHost) && same.isOf(epochDay)) {
            return same;
        }
        LogFile file = lookedUp(host, epochDay);
        last = file;
        lastHost = host;
        return file;
    }

    private LogFile lookedUp(String host, long epochDay) {
        LogFile known = files.get(host);
        if (known != null && known.isOf(epochDay)) {
            return known;
        }
        if (known != null) {
            finish(known);
        } else if (files.size() >= limit) {
            Map.Entry<String, LogFile> eldest = files.firstEntry();
            finish(eldest.getValue());
            files.remove(eldest.getKey());
        }
        var fresh = new LogFile(LogPath.of(logs, host, LocalDate.ofEpochDay(epochDay)), epochDay, maxFileSize);
        files.put(host, fresh);
        return fresh;
    }

    private void finish(LogFile file) {
        flush(file);
        file.close();
        if (file.equals(failed)) {
            failed = null;
        }
    }

    private void flush(LogFile file) {
        if (!file.isDirty()) {
            return;
        }
        int lines = file.pendingLines();
        int bytes = file.pendingBytes();
        try {
            if (mayWrite(bytes, lines)) {
                written(file, bytes, lines, file::flush);
            }
        } finally {
            file.takeBack().ifPresent(buffers::add);
        }
    }

    private void writeAlone(LogFile file, LineBuffer line) {
        int bytes = line.length();
        if (mayWrite(bytes, 1)) {
            written(file, bytes, 1, () -> file.write(ByteBuffer.wrap(line.bytes(), 0, bytes)));
        }
    }

    private boolean mayWrite(int bytes, int lines) {
        boolean allowed = reserve.allows(bytes);
        if (!allowed) {
            events.counted(SyslogCount.RESERVE_KEPT, lines);
        }
        return allowed;
    }

    private void written(LogFile file, int bytes, int lines, Write write) {
        try {
            write.run();
            written.addAndGet(bytes);
            events.counted(SyslogCount.WRITTEN, lines);
            recovered(file);
        } catch (IOException e) {
            events.counted(SyslogCount.LOST, lines);
            failed(file, e);
        }
    }

    private interface Write {
        void run() throws IOException;
    }

    /// A full disk fails every line of every host: said once, until the file that failed first is written again.
    private void failed(LogFile file, IOException e) {
        if (failed == null) {
            failed = file;
            LOG.errorf("syslog: cannot write %s, lines are lost: %s", file, e);
        }
    }

    private void recovered(LogFile file) {
        if (file.equals(failed)) {
            failed = null;
            LOG.infof("syslog: %s can be written again", file);
        }
    }

    @Override
    public void close() {
        files.values().forEach(this::finish);
        files.clear();
    }
}
