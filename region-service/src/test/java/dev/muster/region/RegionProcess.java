package dev.muster.region;

import dev.muster.local.LocalPostgres;
import dev.muster.local.Placement;
import dev.muster.local.ServiceJvm;
import dev.muster.testing.Await;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A region in a JVM of its own, as the product starts it: the packaged application with the product's memory. For
/// integration tests, which run after the packaging.
public final class RegionProcess implements AutoCloseable {
    private static final Duration START = Duration.ofMinutes(3);

    private final Process process;
    private final Path directory;
    private final int port;
    private final HttpClient client = HttpClient.newHttpClient();

    private RegionProcess(Process process, Path directory, int port) {
        this.process = process;
        this.directory = directory;
        this.port = port;
    }

    /// Starts it and returns at once.
    ///
    /// @param directory for its keys and its log; made if it is not there
    /// @param environment goes before what a region in a test has
    public static RegionProcess launch(Path directory, LocalPostgres database, Map<String, String> environment)
            throws IOException {
        Files.createDirectories(directory);
        int port = Placement.freePort("127.0.0.1");
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ServiceJvm.region());
        words.addAll(List.of("-jar", runner().toString()));
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(directory.resolve("region.log").toFile());
        builder.environment().putAll(environment(directory, database, port));
        builder.environment().putAll(environment);
        return new RegionProcess(builder.start(), directory, port);
    }

    private static Map<String, String> environment(Path directory, LocalPostgres database, int port) {
        var environment = new HashMap<String, String>();
        environment.put("MUSTER_REGION_PORT", Integer.toString(port));
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("MUSTER_ADMIN_KEY_FILE", directory.resolve("admin.key").toString());
        environment.put(
                "MUSTER_SECRETS_KEY_FILE", directory.resolve("secrets.key").toString());
        environment.put("QUARKUS_DATASOURCE_JDBC_URL", database.jdbcUrl());
        environment.put("QUARKUS_DATASOURCE_USERNAME", database.username());
        environment.put("QUARKUS_DATASOURCE_PASSWORD", database.password());
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:1");
        return environment;
    }

    private static Path runner() {
        Path jar = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
        if (!Files.isReadable(jar)) {
            throw new IllegalStateException(jar + " is missing: this test runs after the packaging");
        }
        return jar;
    }

    /// Waits until it is ready.
    public RegionProcess awaitReady() throws IOException {
        Await.await("the region is ready")
                .atMost(START)
                .until(() -> !process.isAlive() || status("/q/health/ready") == 200);
        if (!process.isAlive()) {
            throw new IllegalStateException("the region has ended:\n" + log());
        }
        return this;
    }

    /// The status of a GET; 0 while nobody answers.
    public int status(String path) throws InterruptedException {
        try {
            return client.send(anonymous(path).build(), HttpResponse.BodyHandlers.discarding())
                    .statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    public HttpRequest.Builder anonymous(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(Duration.ofMinutes(2));
    }

    /// A call by the first administrator.
    public HttpRequest.Builder admin(String path) throws IOException {
        String key = Files.readString(directory.resolve("admin.key")).strip();
        return anonymous(path).header("Authorization", Clients.oauth(key));
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    public HttpClient client() {
        return client;
    }

    public int port() {
        return port;
    }

    public boolean isAlive() {
        return process.isAlive();
    }

    /// Waits for its end, and tells its exit code.
    public int awaitExit(Duration patience) throws InterruptedException {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new IllegalStateException("the region has not ended");
        }
        return process.exitValue();
    }

    public String log() throws IOException {
        return Files.readString(directory.resolve("region.log"));
    }

    public void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(20, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
