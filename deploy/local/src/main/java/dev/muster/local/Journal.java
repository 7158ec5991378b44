package dev.muster.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells people and scripts what the launcher does: lines in its log and on standard output, and in its run folder
/// the pid and the state of each server.
final class Journal implements AutoCloseable {
    private final Path run;
    private final LogFile log;
    private final boolean quietWhenReady;
    private @Nullable LocalStack stack;
    private boolean quiet;

    Journal(Path run, LogFile log, boolean quietWhenReady) throws IOException {
        this.run = run;
        this.log = log;
        this.quietWhenReady = quietWhenReady;
        Files.writeString(pidFile(), ProcessHandle.current().pid() + "\n");
    }

    private Path pidFile() {
        return run.resolve("muster.pid");
    }

    private Path servicesFile() {
        return run.resolve("services");
    }

    synchronized void follow(LocalStack newStack) {
        stack = newStack;
    }

    synchronized void tell(String message) {
        try {
            log.line(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + message);
            writeServices();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write to " + run, e);
        }
        if (!quiet) {
            System.out.println(message);
        }
        quiet |= quietWhenReady && message.startsWith(MusterLocal.READY);
    }

    private void writeServices() throws IOException {
        if (stack == null) {
            return;
        }
        String lines = stack.statuses().stream()
                .map(status -> "%s %s %s\n"
                        .formatted(
                                status.name().fileName(),
                                status.pid().map(String::valueOf).orElse("-"),
                                status.address()))
                .collect(Collectors.joining());
        Path partial = run.resolve("services.partial");
        Files.writeString(partial, lines);
        Files.move(partial, servicesFile(), StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public synchronized void close() throws IOException {
        Files.deleteIfExists(servicesFile());
        Files.deleteIfExists(pidFile());
        log.close();
    }
}
