package dev.muster.region.metadata;

import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.oauth;

import dev.muster.model.cluster.ClusterHeaders;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import dev.muster.region.auth.NodeKeys;
import dev.muster.region.boot.KnownMachines;
import dev.muster.region.node.Move;
import dev.muster.region.node.Node;
import dev.muster.region.node.NodeColumns;
import dev.muster.region.node.NodeMoves;
import dev.muster.region.node.Nodes;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.restassured.RestAssured;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

/// A node and its machine, as the machine talks to the region.
public final class Machine {
    private final KnownMachines known;
    private final Nodes nodes;
    private final NodeMoves moves;
    private final NodeKeys keys;

    public final KnownMachines.Cluster cluster;
    public final MacAddress mac;
    public final String systemId;
    public final String hostname;

    /// See [Machines#in].
    Machine(KnownMachines known, Nodes nodes, NodeMoves moves, NodeKeys keys, NodeStatus status) {
        this.known = known;
        this.nodes = nodes;
        this.moves = moves;
        this.keys = keys;
        cluster = known.cluster();
        mac = known.freshMac();
        hostname = "m" + mac.value().replace(":", "") + ".local";
        systemId = known.node(hostname, status, mac, cluster);
    }

    public Node node() {
        return nodes.bySystemId(systemId).orElseThrow();
    }

    /// The node's present key.
    public String key() {
        return keys.of(node()).text();
    }

    /// Moves the node as the life cycle does.
    public Machine move(NodeStatus... path) {
        for (NodeStatus next : path) {
            QuarkusTransaction.requiringNew()
                    .run(() -> moves.move(moves.locked(systemId).orElseThrow(), Move.to(next)));
        }
        return this;
    }

    /// The machine asks what to boot, as its cluster passes it on.
    public Machine booted() {
        anonymous()
                .header(ClusterHeaders.CLUSTER, cluster.header())
                .header(ClusterHeaders.NODE_MAC, mac.value())
                .queryParam("local", "10.0.0.1")
                .queryParam("mac", mac.value())
                .get("/MAAS/api/1.0/pxeconfig/")
                .then()
                .statusCode(200);
        return this;
    }

    /// Gives the node to a user with these SSH keys.
    public Machine own(List<String> sshKeys) {
        known.update("insert into users (name) values (?)", "owner-" + systemId);
        known.update(
                NodeColumns.update("owner_id", "(select id from users where name = ?)"), "owner-" + systemId, systemId);
        sshKeys.forEach(key -> known.update(
                "insert into ssh_keys (user_id, key) select id, ? from users where name = ?",
                key,
                "owner-" + systemId));
        return this;
    }

    public Machine set(String column, Object value) {
        known.update(NodeColumns.update(column), value, systemId);
        return this;
    }

    public String column(String column) {
        return known.text(NodeColumns.read(column), systemId);
    }

    /// The events of a type, oldest first.
    public List<String> events(String type) {
        return known.texts(
                "select description from node_events where type = ?"
                        + " and node_id = (select id from nodes where system_id = ?) order by id",
                type,
                systemId);
    }

    /// Content of a result, one character for each octet, or empty text.
    public String result(String name) {
        String hex = known.text(
                "select encode(data, 'hex') from node_results where name = ?"
                        + " and node_id = (select id from nodes where system_id = ?)",
                name,
                systemId);
        return new String(HexFormat.of().parseHex(hex), StandardCharsets.ISO_8859_1);
    }

    public RequestSpecification signed(String key) {
        return anonymous().urlEncodingEnabled(false).header("Authorization", oauth(key));
    }

    public Response get(String path) {
        return signed(key()).get("/MAAS/metadata" + path);
    }

    /// A signal as the shell clients of MAAS 1.7 build it.
    public Response signal(String key, Multipart form) {
        return signed(key)
                .header("Content-Type", form.contentType())
                .body(form.bytes())
                .post("/MAAS/metadata//2012-03-01/");
    }

    public Response signal(Multipart form) {
        return signal(key(), form);
    }

    /// A report as cloud-init posts it: without any content type.
    public int status(String json) throws IOException, InterruptedException {
        return post(json, Map.of()).statusCode();
    }

    /// A report with further headers.
    public HttpResponse<String> post(String json, Map<String, String> headers)
            throws IOException, InterruptedException {
        var request = HttpRequest.newBuilder(
                        URI.create("http://localhost:" + RestAssured.port + "/MAAS/metadata/status/" + systemId))
                .header("Authorization", oauth(key()))
                .timeout(Duration.ofSeconds(30))
                .POST(HttpRequest.BodyPublishers.ofString(json));
        headers.forEach(request::header);
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        }
    }
}
