package dev.muster.region.node;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.adminKey;
import static dev.muster.region.Clients.oauth;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.emptyString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;

import dev.muster.model.node.NodeStatus;
import dev.muster.region.RegionTestResource;
import dev.muster.region.boot.KnownMachines;
import dev.muster.testing.Await;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// How lists are sent, of whatever they are.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
@Timeout(60)
class NodeListsTest {
    @Inject
    KnownMachines machines;

    @Inject
    MeterRegistry meters;

    @TestHTTPResource
    URI region;

    private List<String> nodes(int count) {
        var cluster = machines.cluster();
        var ids = new ArrayList<String>();
        for (int i = 0; i < count; i++) {
            var mac = machines.freshMac();
            ids.add(machines.node("list-" + mac.value().replace(":", ""), NodeStatus.READY, mac, cluster));
        }
        return ids;
    }

    private static String query(List<String> ids) {
        return ids.stream().map(id -> "&id=" + id).collect(Collectors.joining());
    }

    @Test
    void aListIsReadInPartsByFollowingItsLinks() {
        List<String> ids = nodes(5);
        var read = new ArrayList<String>();
        String uri = API + "nodes/?op=list&limit=2" + query(ids);
        var parts = new ArrayList<Integer>();
        while (uri != null) {
            var answer = admin().urlEncodingEnabled(false).get(uri).then().statusCode(200);
            List<String> part = answer.extract().path("system_id");
            parts.add(part.size());
            read.addAll(part);
            String link = answer.extract().header("Link");
            uri = link == null ? null : link.replaceAll("^<([^>]*)>; rel=\"next\"$", "$1");
        }
        assertThat(read).isEqualTo(ids);
        assertThat(parts).containsExactly(2, 2, 1);
    }

    @Test
    void whoAsksForNoPartGetsAll() {
        List<String> ids = nodes(3);
        admin().get(API + "nodes/?op=list" + query(ids))
                .then()
                .statusCode(200)
                .header("Link", nullValue())
                .body("system_id", equalTo(ids));
        admin().get(API + "nodes/?op=list&limit=3" + query(ids))
                .then()
                .header("Link", nullValue())
                .body("system_id", equalTo(ids));
    }

    @Test
    void whatIsNoPartIsRefused() {
        for (String wrong : List.of("limit=0", "limit=1001", "limit=x", "limit=-1")) {
            admin().get(API + "nodes/?op=list&" + wrong).then().statusCode(400).body("limit", notNullValue());
        }
        admin().get(API + "nodes/?op=list&after=x").then().statusCode(400).body("after", notNullValue());
    }

    @Test
    void theHeadOfAListIsNoList() {
        admin().head(API + "nodes/?op=list").then().statusCode(200).body(emptyString());
        allPlacesAreFree();
    }

    @Test
    void anOperationOnTooManyNodesIsRefused() {
        var form = admin().contentType("application/x-www-form-urlencoded");
        for (int i = 0; i <= 1_000; i++) {
            form = form.formParam("nodes", "node-" + i);
        }
        form.post(API + "nodes/?op=release").then().statusCode(400).body("nodes", notNullValue());
    }

    /// The first node's parameters go out; the second one's do not open, and are a page of their own for their size.
    @Test
    void aListThatFailsInTheMiddleHasNoEnd() throws IOException {
        List<String> ids = nodes(2);
        machines.update(NodeColumns.update("power_parameters", "decode(repeat('02', 300000), 'hex')"), ids.get(1));
        try (var client = client("/MAAS/api/1.0/nodes/?op=power_parameters" + query(ids))) {
            String answer = rest(client);
            assertThat(answer).startsWith("HTTP/1.1 200").contains(ids.get(0)).doesNotEndWith("0\r\n\r\n");
        }
        machines.update(NodeColumns.update("power_parameters", "null"), ids.get(1));
        admin().get(API + "nodes/?op=power_parameters" + query(ids))
                .then()
                .statusCode(200)
                .body("size()", equalTo(2));
        allPlacesAreFree();
    }

    /// More than all buffers on the way hold.
    @Test
    void aClientThatTakesNothingIsCutOffAndItsPlaceIsFree() throws IOException {
        String node = nodes(1).getFirst();
        for (int i = 0; i < 20; i++) {
            machines.update(
                    "insert into node_results (node_id, name, result_type, data)"
                            + " select id, ?, 1, decode(repeat('41', 1000000), 'hex') from nodes where system_id = ?",
                    "large-" + i,
                    node);
        }
        double before = meters.get("muster.api.clients.cut.off").counter().count();
        String list = "/MAAS/api/1.0/installation-results/?op=list&system_id=" + node;
        var silent = new ArrayList<Socket>();
        for (int i = 0; i < 4; i++) {
            silent.add(client(list));
        }
        // all places of this user are taken until then
        admin().get(list).then().statusCode(200).body("size()", equalTo(20));
        // one that reads again before it is cut off would get all
        Await.await("all four are cut off")
                .until(() -> meters.get("muster.api.clients.cut.off").counter().count() >= before + silent.size());
        for (Socket client : silent) {
            assertThat(rest(client)).doesNotEndWith("0\r\n\r\n");
            client.close();
        }
        machines.update("delete from node_results where node_id = (select id from nodes where system_id = ?)", node);
    }

    /// A place comes back when the last of the answer is out, which its client may see before.
    private void allPlacesAreFree() {
        Await.await("all places are free")
                .until(() -> meters.get("muster.api.lists").gauge().value() == 0);
    }

    private Socket client(String path) throws IOException {
        var socket = new Socket();
        socket.setReceiveBufferSize(4096);
        socket.setSoTimeout(20_000);
        socket.connect(new InetSocketAddress(region.getHost(), region.getPort()));
        String request =
                "GET " + path + " HTTP/1.1\r\nHost: region\r\nAuthorization: " + oauth(adminKey()) + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    /// What comes until the connection ends, and how it ends.
    private static String rest(Socket socket) throws IOException {
        InputStream in = socket.getInputStream();
        var text = new StringBuilder();
        byte[] buffer = new byte[8192];
        try {
            for (int read = in.read(buffer); read > 0; read = in.read(buffer)) {
                text.append(new String(buffer, 0, read, StandardCharsets.ISO_8859_1));
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection does not end behind: " + text, e);
        } catch (IOException _) {
            // reset: cut off all the same
        }
        return text.toString();
    }
}
