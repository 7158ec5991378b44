package dev.muster.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/// A real file system that is soon full.
public final class SmallDisk implements AutoCloseable {
    private final Path folder;

    private SmallDisk(Path folder) {
        this.folder = folder;
    }

    /// Needs root.
    ///
    /// @param folder where it is mounted; made if it is missing
    public static SmallDisk of(int mebibytes, Path folder) throws IOException, InterruptedException {
        Files.createDirectories(folder);
        int status = run("mount", "-t", "tmpfs", "-o", "size=" + mebibytes + "m", "tmpfs", folder.toString());
        String reason = "needs to mount a tmpfs (root)";
        if (Boolean.parseBoolean(System.getenv("CI"))) {
            Assertions.assertEquals(0, status, reason);
        }
        Assumptions.assumeTrue(status == 0, reason);
        return new SmallDisk(folder);
    }

    public Path folder() {
        return folder;
    }

    /// Fills it with a file.
    public Path take(int mebibytes) throws IOException {
        return Files.write(folder.resolve("taken"), new byte[mebibytes << 20]);
    }

    private static int run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command)).inheritIO().start();
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            return -1;
        }
        return process.exitValue();
    }

    @Override
    public void close() {
        try {
            run("umount", "-l", folder.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
