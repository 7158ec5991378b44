package dev.muster.local;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// Keeps one server running: when it ends, it is started again, later each time that it fails.
final class Supervised implements AutoCloseable {
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(1);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /// A run of this length was a good one: the next pause is the first again.
    private static final Duration GOOD_RUN = Duration.ofMinutes(1);

    @FunctionalInterface
    interface Starter {
        LocalService start() throws IOException, InterruptedException;
    }

    private final ServiceName name;
    private final Starter starter;
    private final Consumer<String> progress;
    private volatile @Nullable LocalService running;
    private @Nullable Thread keeper;

    Supervised(ServiceName name, Starter starter, Consumer<String> progress) {
        this.name = name;
        this.starter = starter;
        this.progress = progress;
    }

    ServiceName name() {
        return name;
    }

    Optional<LocalService> running() {
        return Optional.ofNullable(running).filter(service -> service.process().isAlive());
    }

    /// Returns when it is ready; a first start that fails is the caller's, and nothing is tried again.
    synchronized void start() throws IOException, InterruptedException {
        LocalService service = startOnce();
        keeper = Thread.ofPlatform().daemon().name(name.fileName() + "-keeper").start(() -> keep(service));
    }

    private LocalService startOnce() throws IOException, InterruptedException {
        long begin = System.nanoTime();
        LocalService service = starter.start();
        running = service;
        double seconds = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 1000.0;
        progress.accept("%s ready in %.1f s on %s".formatted(name.title(), seconds, service.address()));
        return service;
    }

    private void keep(LocalService first) {
        LocalService service = first;
        Duration pause = FIRST_PAUSE;
        try {
            while (true) {
                long begin = System.nanoTime();
                int status = service.process().awaitExit();
                boolean good = System.nanoTime() - begin > GOOD_RUN.toNanos();
                pause = good ? FIRST_PAUSE : pause;
                service.close();
                progress.accept("%s ended with %d; starts again in %d s (log: its last lines follow)\n%s"
                        .formatted(
                                name.title(),
                                status,
                                pause.toSeconds(),
                                service.process().tail()));
                service = startAgain(pause);
                pause = longer(pause);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            progress.accept(name.title() + " cannot be watched any more: " + e);
        }
    }

    private LocalService startAgain(Duration first) throws InterruptedException {
        Duration pause = first;
        while (true) {
            Thread.sleep(pause);
            try {
                return startOnce();
            } catch (IOException | RuntimeException e) {
                pause = longer(pause);
                progress.accept("%s did not start, next try in %d s: %s"
                        .formatted(name.title(), pause.toSeconds(), e.getMessage()));
            }
        }
    }

    private static Duration longer(Duration pause) {
        Duration twice = pause.multipliedBy(2);
        return twice.compareTo(LONGEST_PAUSE) < 0 ? twice : LONGEST_PAUSE;
    }

    /// Ends the server and the watch over it; it can be started again.
    @Override
    public synchronized void close() throws IOException {
        stopWatching();
        LocalService last = running;
        running = null;
        if (last != null) {
            last.close();
        }
    }

    /// Ends each, in this order, also if one before it fails in its end.
    static void closeAll(List<Supervised> services) throws IOException {
        var failures = new ArrayList<Exception>();
        for (Supervised service : services) {
            try {
                service.close();
            } catch (IOException | RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            var failed = new IOException(failures.getFirst().getMessage(), failures.getFirst());
            failures.stream().skip(1).forEach(failed::addSuppressed);
            throw failed;
        }
    }

    private void stopWatching() {
        if (keeper == null) {
            return;
        }
        keeper.interrupt();
        try {
            keeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        keeper = null;
    }
}
