package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.RetentionLimits;
import dev.muster.cluster.syslog.policy.LoggedDays;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/// Removes log files that are too old or too many, the oldest first. Goes through the hosts one by one, so that its
/// memory does not grow with their number; what it does not know it leaves alone.
final class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class);
    private static final int DEPTH = 4;
    private static final Comparator<LogFileOnDisk> OLDEST_FIRST =
            Comparator.comparing(LogFileOnDisk::day).thenComparing(LogFileOnDisk::number);

    private final Path logs;
    private final RetentionLimits limits;
    private final Lister lister;
    private int removed;

    /// @param number of a file that is full; [Integer#MAX_VALUE] for the one that is written
    record LogFileOnDisk(Path path, LocalDate day, int number, long bytes) {
        boolean isWritten(LocalDate today) {
            return number == Integer.MAX_VALUE && !day.isBefore(today);
        }
    }

    /// The files of a host, the oldest first.
    interface Lister {
        List<LogFileOnDisk> files(Path host) throws IOException;
    }

    Retention(Path logs, RetentionLimits limits) {
        this(logs, limits, Retention::files);
    }

    Retention(Path logs, RetentionLimits limits, Lister lister) {
        this.logs = logs;
        this.limits = limits;
        this.lister = lister;
    }

    /// @return files that were removed
    int sweep(Instant now) throws IOException {
        removed = 0;
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate oldest = LocalDate.ofInstant(now.minus(limits.age()), ZoneOffset.UTC);
        var byDay = new TreeMap<LocalDate, Long>();
        eachHost(host ->
                keepOfHost(host, today, oldest).forEach(file -> byDay.merge(file.day(), file.bytes(), Long::sum)));
        long tooMany = byDay.values().stream().mapToLong(bytes -> bytes).sum() - limits.totalBytes();
        while (tooMany > 0 && !byDay.isEmpty()) {
            var day = byDay.pollFirstEntry();
            tooMany -= removeDay(day.getKey(), today, tooMany);
        }
        return removed;
    }

    private interface OfHost {
        void look(Path host) throws IOException;
    }

    /// What is wrong with one folder keeps nobody else's files.
    private void eachHost(OfHost what) throws IOException {
        for (Path host : hosts()) {
            try {
                what.look(host);
            } catch (IOException e) {
                LOG.warnf("syslog: %s is passed over: %s", host, e);
            }
        }
    }

    private List<Path> hosts() throws IOException {
        if (!Files.isDirectory(logs)) {
            return List.of();
        }
        var hosts = new ArrayList<Path>();
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(logs, Files::isDirectory)) {
            folders.forEach(hosts::add);
        }
        return hosts;
    }

    /// What is left of a host's files, by age and by its own size.
    private List<LogFileOnDisk> keepOfHost(Path host, LocalDate today, LocalDate oldest) throws IOException {
        List<LogFileOnDisk> files = lister.files(host);
        long bytes = files.stream().mapToLong(LogFileOnDisk::bytes).sum();
        var kept = new ArrayList<LogFileOnDisk>();
        for (LogFileOnDisk file : files) {
            boolean tooMuch = bytes > limits.hostBytes() || file.day().isBefore(oldest);
            if (tooMuch && !file.isWritten(today)) {
                remove(file.path());
                bytes -= file.bytes();
            } else {
                kept.add(file);
            }
        }
        return kept;
    }

    /// @return bytes of what was removed: as many as are wanted, or all of the day
    private long removeDay(LocalDate day, LocalDate today, long wanted) throws IOException {
        var gone = new AtomicLong();
        eachHost(host -> {
            for (LogFileOnDisk file : lister.files(host)) {
                if (gone.get() < wanted && file.day().equals(day) && !file.isWritten(today)) {
                    remove(file.path());
                    gone.addAndGet(file.bytes());
                }
            }
        });
        return gone.get();
    }

    static List<LogFileOnDisk> files(Path host) throws IOException {
        try (var tree = Files.walk(host, DEPTH)) {
            var files = new ArrayList<LogFileOnDisk>();
            tree.forEach(path -> LoggedDays.of(host.relativize(path))
                    .ifPresent(day -> files.add(new LogFileOnDisk(path, day, number(path), size(path)))));
            files.sort(OLDEST_FIRST);
            return files;
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static int number(Path file) {
        String name = String.valueOf(file.getFileName());
        int dot = name.indexOf('.');
        return dot < 0 ? Integer.MAX_VALUE : Integer.parseInt(name.substring(dot + 1));
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException gone) {
            return 0;
        }
    }

    private void remove(Path file) {
        try {
            Files.deleteIfExists(file);
            removed++;
            Path folder = file.getParent();
            for (int i = 0; i < DEPTH && folder != null && !folder.equals(logs); i++) {
                Files.delete(folder);
                folder = folder.getParent();
            }
        } catch (DirectoryNotEmptyException | NoSuchFileException others) {
            // more is in it, or it went meanwhile
        } catch (IOException e) {
            LOG.warnf("syslog: %s is not removed: %s", file, e);
        }
    }
}
