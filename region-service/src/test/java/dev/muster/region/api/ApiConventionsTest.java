package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.form;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.is;
import static org.hamcrest.Matchers.not;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.startsWith;

import dev.muster.region.Clients;
import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import java.net.Socket;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class ApiConventionsTest {
    @Test
    void jsonIsWrittenAsMaasWritesIt() {
        String body = anonymous()
                .get(API + "version/")
                .then()
                .statusCode(200)
                .header("Content-Type", "application/json; charset=utf-8")
                .header("Vary", "Authorization")
                .header("Date", notNullValue())
                .extract()
                .asString();
        assertThat(body).isEqualTo("{\n    \"capabilities\": [\n        \"authenticate-api\"\n    ]\n}");
    }

    @Test
    void unknownOperationsAreNamed() {
        anonymous()
                .get(API + "nodes/")
                .then()
                .statusCode(400)
                .contentType("text/plain")
                .body(startsWith("Unrecognised signature: method=GET op=None. There are: GET op="))
                .body(containsString(", GET op=list, "))
                .body(containsString(", POST op=new"));
        admin().post(API + "nodes/?op=fly")
                .then()
                .statusCode(400)
                .body(startsWith("Unrecognised signature: method=POST op=fly. There are: "));
    }

    @Test
    void whoMustBeSomebodyHearsThatFirst() {
        anonymous().get(API + "users/?op=fly").then().statusCode(401).header("WWW-Authenticate", notNullValue());
        anonymous().get(API + "nodes/?op=list").then().statusCode(401);
        anonymous().post(API + "nodes/?op=accept").then().statusCode(401);
    }

    @Test
    void anEmptyOpIsNone() {
        admin().get(API + "nodes/?op=")
                .then()
                .statusCode(400)
                .body(startsWith("Unrecognised signature: method=GET op=None."));
    }

    @Test
    void anOperationIsNamedOnce() {
        admin().get(API + "nodes/?op=list&op=list").then().statusCode(400).body("op[0]", containsString("once"));
        admin().get(API + "nodes/?op=list&op=").then().statusCode(200);
        form(admin())
                .body("op=accept_all")
                .post(API + "nodes/?op=acquire")
                .then()
                .statusCode(400)
                .body("op[0]", containsString("different"));
        form(admin()).body("op=accept&op=accept").post(API + "nodes/").then().statusCode(400);
        anonymous().post("/MAAS/metadata/latest/by-id/x/?op=a&op=b").then().statusCode(400);
    }

    @Test
    void methodsThatNobodyServesAreRefusedWithThoseThatAre() {
        admin().delete(API + "nodes/").then().statusCode(405).header("Allow", equalTo("GET, POST"));
        admin().post(API + "version/").then().statusCode(405).header("Allow", equalTo("GET"));
        for (String only : List.of("describe/", "pxeconfig/")) {
            admin().put(API + only).then().statusCode(405).header("Allow", equalTo("GET"));
        }
        admin().patch(API + "nodes/").then().statusCode(405).header("Allow", equalTo("GET, POST"));
        anonymous().put("/MAAS/metadata/latest/").then().statusCode(405).header("Allow", equalTo("GET, POST"));
        anonymous().get("/MAAS/accounts/authenticate/").then().statusCode(405).header("Allow", equalTo("POST"));
    }

    @Test
    void aPathIsOneWithAndWithoutTheSlashAtItsEndAndItsNamesAreDecoded() {
        anonymous().get(API + "version").then().statusCode(200);
        admin().get(API + "zones/default").then().statusCode(200);
        admin().urlEncodingEnabled(false).get(API + "zones/d%65fault/").then().statusCode(200);
        admin().urlEncodingEnabled(false).get(API + "zones/default%2Fx/").then().statusCode(404);
        admin().head(API + "zones/").then().statusCode(200);
        admin().options(API + "zones/").then().statusCode(204).header("Allow", equalTo("GET, POST"));
    }

    @Test
    void metricsTellPathsApartAndNotTheNamesInThem() {
        admin().get(API + "zones/default/").then().statusCode(200);
        anonymous()
                .get("/q/metrics")
                .then()
                .body(containsString("uri=\"/MAAS/api/1.0/zones/{name}"))
                .body(not(containsString("zones/default")));
    }

    @Test
    void pathsThatAreNotThereAre404InText() {
        anonymous()
                .get(API + "no-such-thing/")
                .then()
                .statusCode(404)
                .contentType("text/plain")
                .body(equalTo("Unknown API endpoint: /MAAS/api/1.0/no-such-thing/."));
        anonymous()
                .get("/MAAS/api/2.0/version/")
                .then()
                .statusCode(404)
                .body(equalTo("Unknown API version: this is version 1.0, at /MAAS/api/1.0/."));
        anonymous().get("/no/such").then().statusCode(404).body(containsString("nothing at this path"));
    }

    @Test
    void theCommandLineClientsMultipartIsRead() {
        String mac = Clients.mac();
        String body = part("op", "new")
                + part("architecture", "amd64/generic")
                + part("mac_addresses", mac)
                + part("autodetect_nodegroup", "1")
                + "--===============6102945843917381203==--";
        Clients.machine(mac)
                .header("Content-Type", MultipartParserTest.CLI_TYPE)
                .body(body.getBytes(UTF_8))
                .post(API + "nodes/")
                .then()
                .statusCode(200)
                .body("macaddress_set[0].mac_address", is(mac));
    }

    private static String part(String name, String value) {
        return "--===============6102945843917381203==\r\nMIME-Version: 1.0\r\n"
                + "Content-Disposition: form-data; name=\"" + name + "\"\r\nContent-Transfer-Encoding: base64\r\n\r\n"
                + Base64.getEncoder().encodeToString(value.getBytes(UTF_8)) + "\r\n";
    }

    @Test
    void anEmptyMultipartBodyIsNone() {
        admin().header("Content-Type", "multipart/form-data; boundary=\"=b=\"")
                .body("--=b=--".getBytes(UTF_8))
                .post(API + "nodes/?op=accept_all")
                .then()
                .statusCode(200);
    }

    @Test
    void jsonBodiesAreRead() {
        String mac = Clients.mac();
        Clients.machine(mac)
                .contentType("application/json")
                .body("{\"architecture\": \"amd64\", \"mac_addresses\": [\"" + mac
                        + "\"], \"autodetect_nodegroup\": true, \"power_parameters\": {}}")
                .post(API + "nodes/?op=new")
                .then()
                .statusCode(200);
    }

    @Test
    void whatIsTooLargeIsNamed() {
        Clients.enlistment(Clients.mac())
                .formParam("power_parameters", "x".repeat(3_000_000))
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("power_parameters[0]", containsString("too large"));
    }

    @Test
    void aBodyBeyondAllMeasureIsRefusedUnread() throws Exception {
        String request = "POST /MAAS/api/1.0/nodes/ HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + (17 << 20)
                + "\r\nContent-Type: application/x-www-form-urlencoded\r\n\r\na=";
        try (var socket = new Socket("localhost", RestAssured.port)) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(request.getBytes(UTF_8));
            String answer = new String(socket.getInputStream().readAllBytes(), UTF_8);
            assertThat(answer).startsWith("HTTP/1.1 413 ").endsWith("a body has at most 16777216 bytes.");
        }
    }

    @Test
    void brokenBodiesAreRefused() {
        anonymous()
                .contentType("application/json")
                .body("{")
                .post(API + "nodes/?op=new")
                .then()
                .statusCode(400)
                .body(containsString("not valid JSON"));
    }
}
