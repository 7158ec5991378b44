package dev.muster.cluster;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.local.Placement;
import dev.muster.local.ServiceJvm;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The packaged service as the product starts it, alone: no region, no Kafka, no image.
@Timeout(180)
class ClusterStartIT {
    private static final Pattern METRIC = Pattern.compile("muster_[a-z0-9_]+");

    @TempDir
    Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private Process process;
    private int port;

    @BeforeEach
    void start() throws Exception {
        port = Placement.freePort("127.0.0.1");
        var words = new ArrayList<String>();
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(ServiceJvm.cluster());
        Path jar = Path.of("target/quarkus-app/quarkus-run.jar").toAbsolutePath();
        words.addAll(List.of("-jar", jar.toString()));
        var builder = new ProcessBuilder(words)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile());
        builder.environment()
                .putAll(Map.of(
                        "MUSTER_CLUSTER_PORT", Integer.toString(port),
                        "QUARKUS_HTTP_HOST", "127.0.0.1",
                        "MUSTER_CLUSTER_DATA", folder.resolve("data").toString(),
                        "MUSTER_CLUSTER_IMAGES", folder.resolve("images").toString(),
                        "MUSTER_CLUSTER_REGION_URLS", "http://127.0.0.1:1/MAAS",
                        "MUSTER_CLUSTER_PORTS_SYSLOG", "0",
                        "MUSTER_CLUSTER_PORTS_ISCSI", "0"));
        process = builder.start();
        await("it lives")
                .atMost(Duration.ofMinutes(2))
                .until(() -> !process.isAlive() || status("/q/health/live") == 200);
        assertThat(process.isAlive()).as(this::log).isTrue();
    }

    @AfterEach
    void end() throws Exception {
        process.destroyForcibly().waitFor();
    }

    @Test
    void itIsNotReadyWhileItServesNoSubnetAndSaysHowItStands() throws Exception {
        var health = get("/q/health/ready");
        assertThat(health.statusCode()).isEqualTo(503);
        assertThat(health.body())
                .contains(
                        "\"subnets\": 0",
                        "\"region\": \"away\"",
                        "\"kafka\": \"none\"",
                        "\"disk\"",
                        "\"image\": \"none\"");
        assertThat(log()).contains("no image snapshot in " + folder.resolve("images"));
    }

    /// An operator writes an alert before the first of them happens.
    @Test
    void theMetricsToWatchAreThereFromTheStart() throws Exception {
        String metrics = get("/q/metrics").body();
        String docs = Files.readString(Path.of("../docs/operating.md"));
        List<String> watched = docs.lines()
                .filter(line -> line.startsWith("| `muster_"))
                .filter(line -> line.contains("(cluster)"))
                .map(line -> line.substring(0, line.indexOf('|', 1)))
                .flatMap(cell -> METRIC.matcher(cell).results().map(found -> found.group()))
                .filter(name -> !name.equals("muster_kafka_up"))
                .toList();
        assertThat(watched).hasSizeGreaterThan(8);
        assertThat(watched).allSatisfy(name -> assertThat(metrics).contains("\n" + name));
    }

    @Test
    void anOrderlyStopIsQuick() throws Exception {
        process.destroy();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(log()).contains("stopped in").doesNotContain("Exception", "ERROR");
    }

    private int status(String path) throws InterruptedException {
        try {
            return get(path).statusCode();
        } catch (IOException _) {
            return 0;
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .timeout(Duration.ofSeconds(20))
                .build();
        return client.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private String log() {
        try {
            return Files.readString(folder.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
