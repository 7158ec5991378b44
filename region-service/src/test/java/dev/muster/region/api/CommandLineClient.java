package dev.muster.region.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.region.Clients;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// Does what the `maas` command does, with an HTTP client of its own: tries the key, reads the description, makes
/// its commands from it, and sends data as that command does.
final class CommandLineClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String BOUNDARY = "===============7330845974216740156==";

    private final HttpClient http = HttpClient.newHttpClient();
    private final String key;
    private final Map<String, JsonNode> commands = new TreeMap<>();

    private CommandLineClient(String key) {
        this.key = key;
    }

    /// @param url of the API, with `/api/1.0/`
    static CommandLineClient login(String url, String key) throws IOException, InterruptedException {
        var client = new CommandLineClient(key);
        var tried =
                client.send(signed(URI.create(url + "nodegroups/?op=list"), key).GET());
        if (tried.statusCode() != 200) {
            throw new IllegalStateException("rejected your API key: " + tried.statusCode());
        }
        var described = client.send(
                HttpRequest.newBuilder(URI.create(url + "describe/")).GET());
        assertThat(described.headers().allValues("Content-Type")).containsExactly("application/json");
        client.read(JSON.readTree(described.body()));
        return client;
    }

    private void read(JsonNode description) {
        for (JsonNode resource : description.get("resources")) {
            for (String side : List.of("anon", "auth")) {
                JsonNode handler = resource.get(side);
                if (!handler.isNull()) {
                    handler.get("actions")
                            .forEach(action -> commands.put(name(resource, action), with(action, handler)));
                }
            }
        }
    }

    private static JsonNode with(JsonNode action, JsonNode handler) {
        var both = JSON.createObjectNode();
        both.set("action", action);
        both.set("handler", handler);
        return both;
    }

    /// `NodeGroupsHandler` and `create_join_secret` become `node-groups create-join-secret`.
    private static String name(JsonNode resource, JsonNode action) {
        String noun = resource.get("name").asText().replaceAll("Handler$", "");
        String words = Arrays.stream(noun.split("(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])"))
                .collect(Collectors.joining("-"));
        return words.toLowerCase(java.util.Locale.ROOT)
                + " "
                + action.get("name").asText().replace('_', '-');
    }

    List<String> commands() {
        return List.copyOf(commands.keySet());
    }

    /// `run("zones create", "name=x")`: first what the path wants, in its order, then `name=value`.
    HttpResponse<String> run(String command, String... arguments) throws IOException, InterruptedException {
        JsonNode handler = commands.get(command).get("handler");
        JsonNode action = commands.get(command).get("action");
        var rest = new ArrayList<>(List.of(arguments));
        String uri = handler.get("uri").asText();
        for (JsonNode parameter : handler.get("params")) {
            uri = uri.replace("{" + parameter.asText() + "}", rest.removeFirst());
        }
        String query = action.get("op").isNull() ? "" : "op=" + action.get("op").asText();
        for (String pair : rest) {
            String name = pair.substring(0, pair.indexOf('='));
            assertThat(action.get("doc").asText()).as(command).contains(":param " + name + ":");
        }
        return action.get("method").asText().equals("GET")
                ? send(signed(URI.create(uri + "?" + join(query, form(rest))), key)
                        .GET())
                : send(signed(URI.create(uri + "?" + query), key)
                        .header("Content-Type", "multipart/form-data; boundary=\"" + BOUNDARY + "\"")
                        .header("MIME-Version", "1.0")
                        .method(action.get("method").asText(), BodyPublishers.ofString(multipart(rest))));
    }

    private static String join(String a, String b) {
        return a.isEmpty() || b.isEmpty() ? a + b : a + "&" + b;
    }

    private static String form(List<String> pairs) {
        return pairs.stream()
                .map(pair -> pair.split("=", 2))
                .map(pair -> pair[0] + "=" + URLEncoder.encode(pair[1], UTF_8))
                .collect(Collectors.joining("&"));
    }

    /// Every part in base64, quoted boundary, nothing behind the last one.
    private static String multipart(List<String> pairs) {
        var body = new StringBuilder();
        for (String pair : pairs) {
            String[] parts = pair.split("=", 2);
            body.append("--%s\r\nContent-Transfer-Encoding: base64\r\n".formatted(BOUNDARY))
                    .append("Content-Disposition: form-data; name=\"%s\"\r\n".formatted(parts[0]))
                    .append("MIME-Version: 1.0\r\nContent-Type: text/plain; charset=\"utf-8\"\r\n\r\n")
                    .append(Base64.getMimeEncoder().encodeToString(parts[1].getBytes(UTF_8)))
                    .append("\r\n");
        }
        return body.append("--").append(BOUNDARY).append("--").toString();
    }

    private static HttpRequest.Builder signed(URI uri, String key) {
        return HttpRequest.newBuilder(uri).header("Authorization", Clients.oauth(key));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
