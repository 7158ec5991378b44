package dev.muster.cluster.netns;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// What a server in another process says, line by line.
public record ServerLog(File file) {
    private static final long PATIENCE_SECONDS = 60;

    /// What is waited for.
    public interface Check {
        boolean holds() throws IOException;
    }

    public List<String> lines() throws IOException {
        return file.exists() ? Files.readAllLines(file.toPath()) : List.of();
    }

    public void waitFor(String line) throws Exception {
        await("the server says '" + line + "'", () -> lines().contains(line));
    }

    /// In vain, it fails with all that the server said.
    public void await(String what, Check check) throws Exception {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!check.holds()) {
            if (System.nanoTime() > end) {
                throw new AssertionError("waited in vain: " + what + "\n" + String.join("\n", lines()));
            }
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }
}
