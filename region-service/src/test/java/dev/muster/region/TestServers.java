package dev.muster.region;

import dev.muster.local.LocalKafka;
import dev.muster.local.LocalPostgres;
import dev.muster.local.Placement;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// One PostgreSQL and one Kafka broker for the whole test run, started by whoever asks first.
///
/// Quarkus loads test classes in class loaders of its own, so where they listen is kept in system properties.
public final class TestServers {
    private static final String JDBC_URL = "muster.test.jdbc-url";
    private static final String PASSWORD = "muster.test.db-password";
    private static final String KAFKA = "muster.test.kafka";

    private TestServers() {}

    public static String jdbcUrl() {
        start();
        return System.getProperty(JDBC_URL);
    }

    public static String databasePassword() {
        start();
        return System.getProperty(PASSWORD);
    }

    public static String bootstrapServers() {
        start();
        return System.getProperty(KAFKA);
    }

    private static void start() {
        synchronized (System.getProperties()) {
            if (System.getProperty(KAFKA) != null) {
                return;
            }
            try {
                Path directory = Files.createTempDirectory("muster-region-test");
                LocalPostgres postgres = LocalPostgres.start(Placement.in(made(directory.resolve("postgres"))));
                LocalKafka kafka = LocalKafka.start(Placement.in(made(directory.resolve("kafka"))));
                System.setProperty(JDBC_URL, postgres.jdbcUrl());
                System.setProperty(PASSWORD, postgres.password());
                System.setProperty(KAFKA, kafka.bootstrapServers());
                Runtime.getRuntime().addShutdownHook(new Thread(() -> stop(postgres, kafka, directory)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException(e);
            }
        }
    }

    private static Path made(Path directory) throws IOException {
        return Files.createDirectories(directory);
    }

    private static void stop(LocalPostgres postgres, LocalKafka kafka, Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            kafka.close();
            postgres.close();
            files.sorted(Comparator.reverseOrder())
                    .forEach(file -> file.toFile().delete());
        } catch (IOException e) {
            System.err.println("left behind: " + directory + ": " + e);
        }
    }
}
