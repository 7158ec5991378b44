package dev.muster.cluster.netns;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.Await;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;

/// What a server in another process says, line by line.
public record ServerLog(File file) {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration POLL_INTERVAL = Duration.ofMillis(50);

    public List<String> lines() throws IOException {
        return file.exists() ? Files.readAllLines(file.toPath()) : List.of();
    }

    public void waitFor(String line) {
        await("the server says '" + line + "'", () -> lines().contains(line));
    }

    /// In vain, it fails with all that the server said.
    public void await(String what, Callable<Boolean> condition) {
        Await.await(what).atMost(PATIENCE).pollInterval(POLL_INTERVAL).untilAsserted(() -> {
            boolean holds = condition.call();
            assertThat(holds)
                    .as("the server said:%n%s", String.join("\n", lines()))
                    .isTrue();
        });
    }
}
