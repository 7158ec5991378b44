package dev.muster.local;

import dev.muster.local.ChildCommand.Signal;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;

/// A running child whose output goes to a bounded log, and which does not outlive this JVM.
public final class ChildProcess {
    /// The kernel's orphan signal is bound to the thread that forked: this one lives as long as the JVM.
    private static final ExecutorService SPAWNER = Executors.newSingleThreadExecutor(
            Thread.ofPlatform().daemon().name("spawner").factory());

    private static final int LAST_LINES = 12;

    private final ChildCommand command;
    private final Process process;
    private final CompletableFuture<Void> ready = new CompletableFuture<>();
    private final Deque<String> lastLines = new ArrayDeque<>();
    private final Thread pump;

    private ChildProcess(ChildCommand command, Process process, LogFile log, Predicate<String> readyLine) {
        this.command = command;
        this.process = process;
        this.pump = Thread.ofPlatform().daemon().name(command.name() + "-log").start(() -> pump(log, readyLine));
    }

    /// Starts it; `readyLine` tells which line of its output says that it serves.
    static ChildProcess start(ChildCommand command, Predicate<String> readyLine) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command.fullWords()).redirectErrorStream(true);
        builder.environment().putAll(command.environment());
        LogFile log = LogFile.at(command.log());
        Process process = spawn(builder);
        process.getOutputStream().close();
        return new ChildProcess(command, process, log, readyLine);
    }

    private static Process spawn(ProcessBuilder builder) throws IOException {
        try {
            return SPAWNER.submit(builder::start).get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(
                    "interrupted while starting " + builder.command().getFirst(), e);
        } catch (ExecutionException e) {
            throw new IOException("cannot start " + builder.command().getFirst(), e.getCause());
        }
    }

    private void pump(LogFile log, Predicate<String> readyLine) {
        try (log;
                BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                write(log, line);
                remember(line);
                if (!ready.isDone() && readyLine.test(line)) {
                    ready.complete(null);
                }
            }
        } catch (IOException e) {
            // it has ended, or the log cannot be closed
        } finally {
            ready.completeExceptionally(new IllegalStateException(command.name() + " ended before it was ready"));
        }
    }

    /// While the log's disk is full its lines are lost: the child must not block on its output, nor be taken for dead.
    private static void write(LogFile log, String line) {
        try {
            log.line(line);
        } catch (IOException full) {
            // the next one, then
        }
    }

    private synchronized void remember(String line) {
        if (lastLines.size() == LAST_LINES) {
            lastLines.removeFirst();
        }
        lastLines.addLast(line);
    }

    /// Waits for the ready line; a child that ends or stays silent is an error with its last lines.
    void awaitReady(Duration timeout) throws InterruptedException {
        try {
            ready.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw notReady(timeout);
        } catch (ExecutionException e) {
            // its output has ended: so does it, a moment later
            process.waitFor(Duration.ofSeconds(5));
            throw notReady(timeout);
        }
    }

    /// What went wrong in a start, with the last lines of the log.
    IllegalStateException notReady(Duration timeout) throws InterruptedException {
        String what = " did not get ready within " + timeout.toSeconds() + " s";
        if (!process.isAlive()) {
            pump.join(Duration.ofSeconds(1));
            what = " ended with " + process.exitValue() + " before it was ready";
        }
        return new IllegalStateException(command.name() + what + "; " + command.log() + " ends with:\n" + tail());
    }

    /// For a child that does one thing and ends; a bad exit is an error with its last lines.
    void awaitEnd(Duration timeout) throws InterruptedException {
        if (!process.waitFor(timeout) || process.exitValue() != 0) {
            throw notReady(timeout);
        }
    }

    public synchronized String tail() {
        return String.join("\n", lastLines);
    }

    public long pid() {
        return process.pid();
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    int awaitExit() throws InterruptedException {
        return process.waitFor();
    }

    /// Sends the signal, then KILL after the grace; returns when the child is gone and its output is written.
    void stop(Signal signal, Duration grace) {
        try {
            if (process.isAlive()) {
                new ChildSignal(process.pid()).send(signal);
            }
            if (!process.waitFor(grace)) {
                process.destroyForcibly().waitFor();
            }
            pump.join(Duration.ofSeconds(1));
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
