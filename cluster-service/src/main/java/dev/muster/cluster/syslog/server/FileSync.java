package dev.muster.cluster.syslog.server;

import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.FileChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Brings written lines to the disk every few seconds, beside the thread that writes them: a power cut takes no more
/// than these seconds, and no write waits for the disk.
final class FileSync implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(FileSync.class);
    private static final Duration EVERY = Duration.ofSeconds(5);

    private final ExecutorService thread = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().name("muster-syslog-sync").daemon().factory());
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);
    private long last = System.nanoTime();

    /// @param files asked for those that were written only when it is their time
    void offer(Supplier<List<FileChannel>> files) {
        long now = System.nanoTime();
        if (now - last < EVERY.toNanos() || !running.isDone()) {
            return;
        }
        last = now;
        List<FileChannel> written = files.get();
        running = CompletableFuture.runAsync(() -> written.forEach(FileSync::sync), thread);
    }

    private static void sync(FileChannel file) {
        try {
            file.force(false);
        } catch (ClosedChannelException another) {
            // too many hosts are open at a time: the kernel brings it to the disk within its own half minute
        } catch (IOException e) {
            LOG.warnf("syslog: a log file is not on its disk: %s", e);
        }
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
