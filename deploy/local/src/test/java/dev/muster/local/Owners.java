package dev.muster.local;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// Starts a [KilledOwner], waits until it has written, and kills it as kill -9 does.
final class Owners {
    private Owners() {}

    /// Returns the server that the dead owner has left to the kernel.
    static ProcessHandle killedAfterWriting(String server, Path directory) throws Exception {
        Process owner = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledOwner.class.getName(),
                        server,
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader output = owner.inputReader()) {
            String line = output.readLine();
            while (line != null && !line.startsWith(KilledOwner.WRITTEN)) {
                line = output.readLine();
            }
            assertThat(line).as("the owner's last line").isNotNull();
            ProcessHandle child =
                    ProcessHandle.of(Long.parseLong(line.split(" ")[1])).orElseThrow();
            assertThat(child.isAlive()).isTrue();
            return child;
        } finally {
            owner.destroyForcibly();
            owner.waitFor(10, TimeUnit.SECONDS);
        }
    }

    static void awaitEnd(ProcessHandle process) {
        await("the dead owner's child ends").until(() -> !process.isAlive());
    }
}
