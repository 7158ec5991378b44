package dev.muster.cluster.power.driver;

import dev.muster.cluster.power.PowerFailure;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// A program that is run to its end, or killed at its limit with all that it started. It gets the environment given
/// here and no other, and no input.
///
/// @param words nothing secret: every user of the machine can read them
/// @param environment may hold secrets; only root and the same user can read it
record Tool(List<String> words, Map<String, String> environment, Duration limit) {
    private static final int MOST_OUTPUT = 64 * 1024;
    private static final File NOTHING = new File("/dev/null");

    Tool {
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    /// @param output both outputs together
    record Ended(int code, String output) {
        boolean well() {
            return code == 0;
        }

        /// What a tool says last is usually why it failed.
        String lastLine() {
            List<String> lines = output.lines()
                    .map(String::strip)
                    .filter(line -> !line.isEmpty())
                    .toList();
            return lines.isEmpty() ? "exit code " + code : lines.getLast();
        }
    }

    /// @throws PowerFailure if it cannot be started, or has to be killed
    Ended run() throws PowerFailure, InterruptedException {
        Process process = start();
        try {
            var output = new CompletableFuture<String>();
            Thread.ofVirtual().start(() -> output.complete(read(process.getInputStream())));
            if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                throw PowerFailure.passing(name() + " did not end within " + limit.toSeconds() + " s");
            }
            return new Ended(process.exitValue(), output.join());
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private Process start() throws PowerFailure {
        var builder = new ProcessBuilder(words).redirectErrorStream(true).redirectInput(NOTHING);
        var inherited = builder.environment();
        inherited.keySet().removeIf(name -> !name.equals("PATH") && !name.equals("HOME"));
        inherited.put("LC_ALL", "C");
        inherited.putAll(environment);
        try {
            return builder.start();
        } catch (IOException e) {
            throw PowerFailure.lasting(name() + " cannot be run on the cluster; is it installed?");
        }
    }

    private static String read(InputStream output) {
        try (output) {
            String text = new String(output.readNBytes(MOST_OUTPUT), StandardCharsets.UTF_8);
            output.transferTo(OutputStream.nullOutputStream());
            return text;
        } catch (IOException killed) {
            return "";
        }
    }

    private String name() {
        return words.getFirst();
    }

    @Override
    public String toString() {
        return "Tool[" + name() + "]";
    }
}
