package dev.muster.lab;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import java.util.StringJoiner;
import java.util.UUID;
import java.util.stream.Stream;

/// The region's API as a script sees it: OAuth 1.0 PLAINTEXT with a key `consumer:token:secret`.
public final class RegionApi {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LIMIT = Duration.ofSeconds(40);
    private static final Set<Integer> DONE = Set.of(200, 201, 204);
    private static final String FORM = "application/x-www-form-urlencoded";

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(5))
            .build();
    private final URI base;
    private final String[] key;

    /// @param base `http://127.0.0.1:5240/MAAS`
    /// @param apiKey `consumer:token:secret`
    public RegionApi(URI base, String apiKey) {
        this.base = base;
        this.key = apiKey.strip().split(":", -1);
        if (key.length != 3) {
            throw new IllegalArgumentException("an API key has three parts, consumer:token:secret");
        }
    }

    public URI base() {
        return base;
    }

    /// GET below `/MAAS/api/1.0/`.
    ///
    /// @throws IOException with the status and the answer's text, if it is not 200
    public JsonNode get(String pathAndQuery) throws IOException, InterruptedException {
        return json(request(pathAndQuery).GET(), pathAndQuery);
    }

    /// POST of a form below `/MAAS/api/1.0/`.
    ///
    /// @param form names and values, one after the other; a name may come several times
    /// @throws IOException with the status and the answer's text, if it is not 200 or 201
    public JsonNode post(String pathAndQuery, String... form) throws IOException, InterruptedException {
        return json(request(pathAndQuery).header("Content-Type", FORM).POST(body(form)), pathAndQuery);
    }

    /// PUT of a form below `/MAAS/api/1.0/`; see [#post].
    public JsonNode put(String pathAndQuery, String... form) throws IOException, InterruptedException {
        return json(request(pathAndQuery).header("Content-Type", FORM).PUT(body(form)), pathAndQuery);
    }

    /// DELETE below `/MAAS/api/1.0/`.
    void delete(String path) throws IOException, InterruptedException {
        text(request(path).DELETE(), path);
    }

    /// Changes a setting of the region; an empty value takes it back.
    void set(String name, String value) throws IOException, InterruptedException {
        tell("maas/?op=set_config", "name", name, "value", value);
    }

    /// [#post] where no more than `OK` is answered.
    void tell(String pathAndQuery, String... form) throws IOException, InterruptedException {
        text(request(pathAndQuery).header("Content-Type", FORM).POST(body(form)), pathAndQuery);
    }

    private JsonNode json(HttpRequest.Builder request, String what) throws IOException, InterruptedException {
        return JSON.readTree(text(request, what));
    }

    private String text(HttpRequest.Builder request, String what) throws IOException, InterruptedException {
        var sent = request.timeout(LIMIT).build();
        var response = client.send(sent, HttpResponse.BodyHandlers.ofString());
        if (!DONE.contains(response.statusCode())) {
            throw new IOException(sent.method() + " " + what + " answered " + response.statusCode() + ": "
                    + response.body().strip());
        }
        return response.body();
    }

    private static HttpRequest.BodyPublisher body(String... form) {
        var pairs = new StringJoiner("&");
        for (int i = 0; i < form.length; i += 2) {
            pairs.add(encode(form[i]) + "=" + encode(form[i + 1]));
        }
        return HttpRequest.BodyPublishers.ofString(pairs.toString());
    }

    /// The lines of an event stream, until it ends or is closed.
    public Stream<String> stream(String pathAndQuery) throws IOException, InterruptedException {
        var response = client.send(
                request(pathAndQuery).header("Accept", "text/event-stream").build(),
                HttpResponse.BodyHandlers.ofLines());
        if (response.statusCode() != 200) {
            throw new IOException("GET " + pathAndQuery + " answered " + response.statusCode());
        }
        return response.body();
    }

    public static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(base + "/api/1.0/" + pathAndQuery))
                .header("Authorization", authorization());
    }

    private String authorization() {
        return "OAuth realm=\"\", oauth_version=\"1.0\", oauth_signature_method=\"PLAINTEXT\", oauth_nonce=\""
                + UUID.randomUUID() + "\", oauth_timestamp=\"" + System.currentTimeMillis() / 1000
                + "\", oauth_consumer_key=\"" + key[0] + "\", oauth_token=\"" + key[1] + "\", oauth_signature=\"%26"
                + key[2] + "\"";
    }
}
