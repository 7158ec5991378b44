package dev.muster.local;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tells people and scripts what the launcher does: lines in its log and on standard output, and in its run folder
/// the pid and the state of each server, and what is in trouble. A full disk keeps nobody from going on.
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

    private Path troubleFile() {
        return run.resolve("trouble");
    }

    synchronized void follow(LocalStack newStack) {
        stack = newStack;
    }

    synchronized void tell(String message) {
        try {
            log.line(Instant.now().truncatedTo(ChronoUnit.MILLIS) + " " + message);
            writeServices();
            writeTrouble();
        } catch (IOException e) {
            System.err.println("cannot write to " + run + ": " + e.getMessage());
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
        replace(servicesFile(), lines);
    }

    private void writeTrouble() throws IOException {
        Optional<String> trouble = stack == null ? Optional.empty() : stack.trouble();
        if (trouble.isPresent()) {
            replace(troubleFile(), trouble.get() + "\n");
        } else {
            Files.deleteIfExists(troubleFile());
        }
    }

    private static void replace(Path file, String text) throws IOException {
        Path partial = file.resolveSibling(file.getFileName() + ".partial");
        Files.writeString(partial, text);
        Files.move(partial, file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Override
    public synchronized void close() throws IOException {
        Files.deleteIfExists(servicesFile());
        Files.deleteIfExists(troubleFile());
        Files.deleteIfExists(pidFile());
        log.close();
    }
}
