package dev.muster.cluster.journal;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// Entries on disk. One thread writes: what has gathered while the disk was busy is written and synced in one go
/// (group commit), so that thousands of leases a second cost hundreds of syncs.
///
/// @param <E> an entry, such as a lease
/// @param <K> all entries that count, in memory
public final class Journal<E, K extends Kept<E>> implements Appender<E>, AutoCloseable {
    private static final Logger LOG = Logger.getLogger(Journal.class);
    /// Each with an answer of up to 1,500 octets: about 20 MB, with the batch that is being written.
    private static final int MOST_WAITING = 8192;
    private static final int LARGEST_BATCH = 4096;
    private static final int SMALLEST_REWRITE = 4096;
    private static final int REWRITE_FACTOR = 4;

    /// @param entry null asks the writer to end
    private record Waiting<E>(@Nullable E entry, Committed committed) {}

    private final Path path;
    private final FileChannel lockFile;
    private final JournalFile<E> file;
    private final K kept;
    private final BlockingQueue<Waiting<E>> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
    private final Thread writer;
    private boolean failed;

    private Journal(Path path, FileChannel lockFile, JournalFile<E> file, K kept) {
        this.path = path;
        this.lockFile = lockFile;
        this.file = file;
        this.kept = kept;
        this.writer = new Thread(this::write, "muster-journal-" + path.getFileName());
        writer.setDaemon(true);
    }

    /// Reads the entries back and starts the writer.
    ///
    /// @param kept takes what is read back
    /// @throws IOException if the file cannot be had, is no journal or belongs to another process
    public static <E, K extends Kept<E>> Journal<E, K> open(Path path, RecordForm<E> form, K kept) throws IOException {
        return open(path, form, kept, FileChannel::open);
    }

    static <E, K extends Kept<E>> Journal<E, K> open(Path path, RecordForm<E> form, K kept, JournalFile.Disk disk)
            throws IOException {
        Files.createDirectories(path.toAbsolutePath().getParent());
        // a file of its own, since the journal itself is replaced when it is rewritten
        var lockFile = lock(path.resolveSibling(path.getFileName() + ".lock"));
        try {
            var file = JournalFile.open(path, form, disk);
            file.load(kept);
            if (file.spoilt() > 0) {
                LOG.warnf("%s: %s spoilt records left out", path, file.spoilt());
            }
            var journal = new Journal<E, K>(path, lockFile, file, kept);
            journal.writer.start();
            return journal;
        } catch (IOException | RuntimeException e) {
            lockFile.close();
            throw e;
        }
    }

    /// All that counts; the journal reads it when it rewrites itself, so that whoever appends an entry has
    /// put it there before.
    public K kept() {
        return kept;
    }

    @Override
    public boolean append(E entry, Committed committed) {
        return waiting.offer(new Waiting<>(entry, committed));
    }

    /// Writes what waits and ends.
    @Override
    public void close() throws IOException {
        try {
            waiting.put(new Waiting<>(null, onDisk -> {}));
            writer.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
        lockFile.close();
    }

    private void write() {
        var batch = new ArrayList<Waiting<E>>(LARGEST_BATCH);
        boolean open = true;
        while (open) {
            batch.clear();
            try {
                batch.add(waiting.take());
            } catch (InterruptedException e) {
                return;
            }
            waiting.drainTo(batch, LARGEST_BATCH - 1);
            var records = new ArrayList<E>(batch.size());
            for (var waited : batch) {
                if (waited.entry == null) {
                    open = false;
                } else {
                    records.add(waited.entry);
                }
            }
            boolean onDisk = commit(records);
            for (var waited : batch) {
                tell(waited, onDisk);
            }
            rewriteIfLong();
        }
    }

    private boolean commit(List<E> records) {
        try {
            if (failed) {
                // after a failed sync nobody knows what the old file holds
                file.rewrite(kept);
                failed = false;
                LOG.infof("%s: it can be written again", path);
            }
            if (!records.isEmpty()) {
                file.append(records);
            }
            return true;
        } catch (IOException | RuntimeException e) {
            if (!failed) {
                LOG.error(
                        path + ": it cannot be written, and what must be on disk first is not done: " + e.getMessage(),
                        e);
            }
            failed = true;
            return false;
        }
    }

    private void rewriteIfLong() {
        long longest = Math.max(SMALLEST_REWRITE, (long) REWRITE_FACTOR * kept.size());
        if (failed || file.records() < longest) {
            return;
        }
        try {
            file.rewrite(kept);
        } catch (IOException | RuntimeException e) {
            failed = true;
            LOG.error(path + ": it cannot be rewritten: " + e.getMessage(), e);
        }
    }

    private static void tell(Waiting<?> waited, boolean onDisk) {
        try {
            waited.committed.done(onDisk);
        } catch (RuntimeException e) {
            LOG.error("an entry was written, but what follows failed", e);
        }
    }

    private static FileChannel lock(Path path) throws IOException {
        var channel = FileChannel.open(path, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
        if (!isLocked(channel)) {
            channel.close();
            throw new IOException("the journal is in use by another process: " + path);
        }
        return channel;
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            @Nullable FileLock lock = channel.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false;
        }
    }
}
