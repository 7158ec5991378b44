package dev.muster.region.preseed;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the tools that prepare a test and look at its result.
final class Shell {
    private Shell() {}

    /// Standard output of a shell script that must succeed; `$1`, `$2`.. are the arguments.
    static String run(String script, Object... arguments) throws IOException {
        var command = new ArrayList<>(List.of("bash", "-euc", script, "bash"));
        for (Object argument : arguments) {
            command.add(argument.toString());
        }
        var process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        try {
            if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new AssertionError("failed: " + script + ": " + output);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted: " + script, e);
        }
        return output;
    }
}
