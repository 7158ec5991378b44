package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;

/// Everybody who may look: at the command lines of all processes and at the log, down to its finest level.
final class Onlookers extends Handler implements AutoCloseable {
    private final Set<String> commandLines = ConcurrentHashMap.newKeySet();
    private final List<String> logged = new CopyOnWriteArrayList<>();
    private final Logger ours = Logger.getLogger("dev.muster");
    private final Level before = ours.getLevel();
    private final Thread watch = Thread.ofPlatform().daemon().unstarted(this::watchCommandLines);

    private Onlookers() {}

    static Onlookers begin() {
        var onlookers = new Onlookers();
        onlookers.setLevel(Level.ALL);
        onlookers.ours.setLevel(Level.ALL);
        onlookers.ours.addHandler(onlookers);
        onlookers.watch.start();
        return onlookers;
    }

    void sawCommand(String program) {
        assertThat(commandLines).as("the tool was seen").anyMatch(line -> line.contains(program));
    }

    /// Nor did they see nothing at all.
    void sawNothingOf(String secret) {
        assertThat(logged).as("the log was seen").anyMatch(line -> line.contains("node-1"));
        assertThat(logged).noneMatch(line -> line.contains(secret));
        assertThat(commandLines).isNotEmpty().noneMatch(line -> line.contains(secret));
    }

    private void watchCommandLines() {
        while (!Thread.currentThread().isInterrupted()) {
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                processes
                        .map(process -> process.resolve("cmdline"))
                        .filter(Files::isReadable)
                        .forEach(this::read);
            } catch (IOException | UncheckedIOException gone) {
                // a process that has ended
            }
        }
    }

    private void read(Path file) {
        try {
            commandLines.add(Files.readString(file).replace('\0', ' '));
        } catch (IOException gone) {
            // it has ended
        }
    }

    @Override
    public void publish(LogRecord line) {
        logged.add(line.getMessage() + " " + Arrays.toString(line.getParameters()) + " " + line.getThrown());
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
        watch.interrupt();
        ours.removeHandler(this);
        ours.setLevel(before);
    }
}
