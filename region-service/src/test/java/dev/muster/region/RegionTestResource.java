package dev.muster.region;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// The database and the broker behind every `@QuarkusTest`:
/// `@QuarkusTestResource(RegionTestResource.class)`. They live as long as the test run.
public final class RegionTestResource implements QuarkusTestResourceLifecycleManager {
    public static final String KAFKA = "kafka.bootstrap.servers";

    static final String KEY_FILE = "muster.test.key-file";

    private Map<String, String> arguments = Map.of();

    /// @param given another [#KAFKA], for a test of its absence
    @Override
    public void init(Map<String, String> given) {
        arguments = Map.copyOf(given);
    }

    @Override
    public Map<String, String> start() {
        Path keys = keys();
        return Map.of(
                "quarkus.datasource.jdbc.url",
                TestServers.jdbcUrl(),
                "quarkus.datasource.username",
                "muster",
                "quarkus.datasource.password",
                TestServers.databasePassword(),
                KAFKA,
                arguments.getOrDefault(KAFKA, TestServers.bootstrapServers()),
                "muster.admin.key-file",
                keys.resolve("admin.key").toString(),
                "muster.secrets.key-file",
                keys.resolve("secrets.key").toString());
    }

    private static Path keys() {
        try {
            if (System.getProperty(KEY_FILE) == null) {
                Path directory = Files.createTempDirectory("muster-region-keys");
                Runtime.getRuntime().addShutdownHook(new Thread(() -> delete(directory)));
                System.setProperty(KEY_FILE, directory.resolve("admin.key").toString());
            }
            return Path.of(System.getProperty(KEY_FILE)).getParent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void delete(Path directory) {
        try (var files = Files.list(directory)) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
            Files.delete(directory);
        } catch (IOException e) {
            System.err.println("while tidying up: " + e);
        }
    }

    @Override
    public void stop() {
        // Shared by all test classes; ends with the JVM.
    }
}
