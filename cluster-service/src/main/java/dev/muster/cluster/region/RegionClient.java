package dev.muster.cluster.region;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.cluster.ClusterWelcome;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// REST calls from the cluster to a region; the replicas are tried in order until one answers.
public final class RegionClient {
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(2);
    private static final Duration CALL_LIMIT = Duration.ofSeconds(10);

    /// Octets of an answer: the largest is a configuration, some hundred of each subnet.
    private static final long MOST_OCTETS = 4 << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_LIMIT)
            .build();
    private final ObjectMapper json;
    private final List<URI> regions;

    public RegionClient(ObjectMapper json, List<URI> regions) {
        this.json = json;
        this.regions = List.copyOf(regions);
    }

    public List<URI> regions() {
        return regions;
    }

    /// Joins (with a secret in the registration) or reports after a restart (with credentials).
    ///
    /// @throws RegionRefused when a region answered and said no
    /// @throws IOException when no region answered
    public ClusterWelcome register(ClusterRegistration registration, Credentials credentials)
            throws IOException, RegionRefused, InterruptedException {
        String body = json.writeValueAsString(registration);
        var response = call("/cluster/v1/register", credentials, CALL_LIMIT, builder -> builder.header(
                        "Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)));
        if (response.statusCode() != 200) {
            throw new RegionRefused(response.statusCode(), response.body());
        }
        return json.readValue(response.body(), ClusterWelcome.class);
    }

    /// Tells the region that this cluster lives.
    public void heartbeat(Credentials credentials) throws IOException, RegionRefused, InterruptedException {
        var response = call(
                "/cluster/v1/heartbeat",
                credentials,
                CALL_LIMIT,
                builder -> builder.POST(HttpRequest.BodyPublishers.noBody()));
        if (response.statusCode() / 100 != 2) {
            throw new RegionRefused(response.statusCode(), response.body());
        }
    }

    /// GET of a path below the region's base.
    ///
    /// @return the body of a 200; empty on 204
    /// @throws RegionRefused for every other status
    public <T> Optional<T> get(String pathAndQuery, Credentials credentials, Duration limit, Class<T> type)
            throws IOException, RegionRefused, InterruptedException {
        return get(pathAndQuery, credentials, Map.of(), limit, type);
    }

    /// As above, with further headers.
    <T> Optional<T> get(
            String pathAndQuery, Credentials credentials, Map<String, String> headers, Duration limit, Class<T> type)
            throws IOException, RegionRefused, InterruptedException {
        var response = call(pathAndQuery, credentials, limit, builder -> {
            headers.forEach(builder::header);
            return builder.GET();
        });
        return switch (response.statusCode()) {
            case 200 -> Optional.of(read(response.body(), type));
            case 204 -> Optional.empty();
            default -> throw new RegionRefused(response.statusCode(), response.body());
        };
    }

    private <T> T read(String body, Class<T> type) throws IOException {
        try {
            return json.readValue(body, type);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "the region's answer is no " + type.getSimpleName() + ": " + e.getOriginalMessage(), e);
        }
    }

    private HttpResponse<String> call(String path, Credentials credentials, Duration limit, Verb verb)
            throws IOException, InterruptedException {
        var failure = new IOException("no region answers at " + regions);
        for (URI region : regions) {
            var builder = HttpRequest.newBuilder(URI.create(region + path)).timeout(limit);
            credentials.header().ifPresent(value -> builder.header(ClusterHeaders.CLUSTER, value));
            try {
                return http.send(verb.on(builder).build(), BodyHandlers.limiting(BodyHandlers.ofString(), MOST_OCTETS));
            } catch (IOException e) {
                failure.addSuppressed(e);
            }
        }
        throw failure;
    }

    private interface Verb {
        HttpRequest.Builder on(HttpRequest.Builder builder);
    }
}
