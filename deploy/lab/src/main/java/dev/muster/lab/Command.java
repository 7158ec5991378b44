package dev.muster.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// A short-lived tool of the machine (`ip`, `ethtool`, a DHCP client), run to its end.
public record Command(List<String> words, Duration limit) {
    private static final Duration USUAL_LIMIT = Duration.ofSeconds(30);

    public Command {
        words = List.copyOf(words);
    }

    public static Command of(String... words) {
        return new Command(List.of(words), USUAL_LIMIT);
    }

    public Command within(Duration other) {
        return new Command(words, other);
    }

    /// Runs the command and gives its exit code and both outputs, merged.
    ///
    /// @throws IllegalStateException naming the command, if it outlives its limit
    public Result run() {
        try {
            var process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
            var killer = Thread.ofVirtual().start(() -> killAfterLimit(process));
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            killer.interrupt();
            return new Result(code, output);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot run " + words.getFirst() + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + this, e);
        }
    }

    /// Runs the command and insists on exit code 0.
    ///
    /// @throws IllegalStateException with the command and its output otherwise
    public String succeed() {
        var result = run();
        if (result.code() != 0) {
            throw new IllegalStateException("'" + this + "' ended with " + result.code() + ": "
                    + result.output().strip());
        }
        return result.output();
    }

    private void killAfterLimit(Process process) {
        try {
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        } catch (InterruptedException done) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return String.join(" ", words);
    }

    /// How a command ended.
    public record Result(int code, String output) {}
}
