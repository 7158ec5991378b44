package dev.muster.local;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Room on the disk of the data folder for PostgreSQL and Kafka, neither of which bears a write that fails for want of
/// it. A file of no other use is given back when the disk is nearly full, and they go on with that. When it is nearly
/// full again, both are stopped in order, while there is room for it, and started when there is room once more.
final class DiskGuard implements AutoCloseable {
    private static final Duration LOOK_EVERY = Duration.ofMillis(500);
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);
    private static final Duration RESERVING = Duration.ofMinutes(5);

    /// In bytes.
    ///
    /// @param reserve of the file; 0 for none
    /// @param least that must be free
    record Bounds(long reserve, long least) {
        static final Bounds USUAL = new Bounds(256L << 20, 128L << 20);

        /// Free above which stopped servers start, so that they do not stop again at once.
        long enough() {
            return 2 * least;
        }
    }

    /// Those that do not bear a full disk.
    interface Servers {
        void stop() throws IOException;

        /// Also if one of them runs.
        void start() throws IOException, InterruptedException;
    }

    private enum State {
        RESERVED,
        GIVEN_BACK,
        /// One of the servers may be stopped already.
        STOPPING,
        STOPPED
    }

    private final Path folder;
    private final Path file;
    private final Path partial;
    private final FileStore disk;
    private final Bounds bounds;
    private final Servers servers;
    private final Consumer<String> progress;
    /// In place of an interrupt, which would break off an orderly stop of the servers.
    private final CountDownLatch closing = new CountDownLatch(1);

    private State state;
    private volatile @Nullable String trouble;
    private @Nullable Thread thread;

    private DiskGuard(Path folder, Bounds bounds, Servers servers, Consumer<String> progress) throws IOException {
        this.folder = folder;
        this.file = folder.resolve("reserve");
        this.partial = folder.resolve("reserve.partial");
        this.disk = Files.getFileStore(folder);
        this.bounds = bounds;
        this.servers = servers;
        this.progress = progress;
        this.state = Files.exists(file) ? State.RESERVED : State.GIVEN_BACK;
    }

    /// Sees that the file is there, or given back, before anything is started.
    ///
    /// @param folder on the disk in question; it must exist
    /// @throws IOException if they would start on a full disk without a reserve
    static DiskGuard of(Path folder, Bounds bounds, Servers servers, Consumer<String> progress)
            throws IOException, InterruptedException {
        var guard = new DiskGuard(folder.toAbsolutePath(), bounds, servers, progress);
        guard.prepare();
        return guard;
    }

    private void prepare() throws IOException, InterruptedException {
        Files.deleteIfExists(partial);
        long free = disk.getUsableSpace();
        if (state == State.RESERVED) {
            if (free < bounds.least()) {
                giveBack(free);
            }
            return;
        }
        if (free < bounds.least()) {
            throw new IOException(
                    ("DISK FULL: %d MiB are free on the disk of %s, and PostgreSQL and Kafka have no reserve:"
                                    + " make room, they start when there are %d")
                            .formatted(free >> 20, folder, bounds.least() >> 20));
        }
        if (!reserved(free)) {
            tell(
                    "only %d MiB are free on the disk of %s: there is no reserve for PostgreSQL and Kafka until there are"
                            + " %d",
                    free, needed());
        }
    }

    /// To be called as soon as the servers run.
    synchronized void start() {
        thread = Thread.ofPlatform().daemon().name("disk-guard").start(this::keep);
    }

    /// What an operator has to do something about, for as long as he has.
    Optional<String> trouble() {
        return Optional.ofNullable(trouble);
    }

    private void keep() {
        try {
            while (!isClosingWithin(LOOK_EVERY)) {
                look();
            }
        } catch (InterruptedException end) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean isClosingWithin(Duration pause) throws InterruptedException {
        return closing.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() throws InterruptedException {
        try {
            look(disk.getUsableSpace());
        } catch (IOException | RuntimeException e) {
            progress.accept("the reserve on the disk of " + folder + ": " + e.getMessage());
            isClosingWithin(PAUSE_AFTER_FAILURE);
        }
    }

    private void look(long free) throws IOException, InterruptedException {
        switch (state) {
            case RESERVED -> {
                if (free < bounds.least()) {
                    giveBack(free);
                }
            }
            case GIVEN_BACK -> {
                if (free < bounds.least()) {
                    stop(free);
                } else if (reserved(free)) {
                    well(free);
                }
            }
            case STOPPING -> stop(free);
            case STOPPED -> {
                if (free > bounds.enough()) {
                    servers.start();
                    state = State.GIVEN_BACK;
                    tell(
                            "%d MiB are free on the disk of %s: PostgreSQL and Kafka run again, without a reserve until"
                                    + " there are %d",
                            free, needed());
                }
            }
        }
    }

    /// First, so that there is room to tell it.
    private void giveBack(long free) throws IOException {
        Files.deleteIfExists(file);
        state = State.GIVEN_BACK;
        tell(
                "DISK FULL: %d MiB were free on the disk of %s. PostgreSQL and Kafka go on with their reserve of %d: make"
                        + " room, or they are stopped when that is taken",
                free, bounds.reserve());
    }

    private void stop(long free) throws IOException {
        state = State.STOPPING;
        trouble = "DISK FULL: PostgreSQL and Kafka are being stopped: make room on the disk of " + folder;
        servers.stop();
        state = State.STOPPED;
        tell(
                "DISK FULL: %d MiB are free on the disk of %s. PostgreSQL and Kafka are stopped, and start when there are"
                        + " %d: make room",
                free, bounds.enough());
    }

    private void well(long free) {
        state = State.RESERVED;
        trouble = null;
        progress.accept("%d MiB are free on the disk of %s: PostgreSQL and Kafka have their reserve again"
                .formatted(free >> 20, folder));
    }

    private void tell(String what, long free, long other) {
        String told = what.formatted(free >> 20, folder, other >> 20);
        trouble = told;
        progress.accept(told);
    }

    private long needed() {
        return bounds.reserve() + bounds.enough();
    }

    /// Whether the file is there now, with all its blocks.
    private boolean reserved(long free) throws IOException, InterruptedException {
        if (free <= needed()) {
            return false;
        }
        Files.deleteIfExists(partial);
        if (bounds.reserve() > 0 && !isAllocated()) {
            Files.deleteIfExists(partial);
            return false;
        }
        if (bounds.reserve() > 0) {
            Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
        }
        state = State.RESERVED;
        return true;
    }

    /// The JDK makes files with holes only.
    private boolean isAllocated() throws IOException, InterruptedException {
        Process fallocate = new ProcessBuilder(
                        "fallocate", "--posix", "--length", Long.toString(bounds.reserve()), partial.toString())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!fallocate.waitFor(RESERVING.toSeconds(), TimeUnit.SECONDS)) {
            fallocate.destroyForcibly();
            return false;
        }
        return fallocate.exitValue() == 0;
    }

    /// Waits for a stop or a start of the servers that is under way.
    @Override
    public void close() {
        closing.countDown();
        Thread running;
        synchronized (this) {
            running = thread;
            thread = null;
        }
        if (running == null) {
            return;
        }
        boolean interrupted = false;
        while (running.isAlive()) {
            try {
                running.join();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
