package dev.muster.region.api;

import static dev.muster.region.Clients.API;
import static dev.muster.region.Clients.admin;
import static dev.muster.region.Clients.adminKey;
import static dev.muster.region.Clients.anonymous;
import static dev.muster.region.Clients.form;
import static dev.muster.region.Clients.oauth;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.startsWith;

import dev.muster.region.RawHttp;
import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Text that is none is refused where it is read, whoever sends it and however.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class RefusedTextTest {
    private static final String NUL = "U+0000 is not allowed here.";

    @Test
    void nulIsNamedWithItsFieldInEveryKindOfBodyAndInTheQuery() {
        form(admin())
                .urlEncodingEnabled(false)
                .body("name=a%00b")
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body("name[0]", equalTo(NUL));
        admin().contentType("application/json")
                .body("{\"name\": \"a\\u0000b\"}")
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body("name[0]", equalTo(NUL));
        admin().header("Content-Type", "multipart/form-data; boundary=b")
                .body("--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\na\0b\r\n--b--".getBytes(ISO_8859_1))
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body("name[0]", equalTo(NUL));
        anonymous()
                .urlEncodingEnabled(false)
                .get(API + "nodes/?op=is_registered&mac_address=%00")
                .then()
                .statusCode(400)
                .body("mac_address[0]", equalTo(NUL));
        anonymous()
                .urlEncodingEnabled(false)
                .get(API + "pxeconfig/?local=10.0.0.1&mac=%00")
                .then()
                .statusCode(400)
                .body("mac[0]", equalTo(NUL));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/MAAS/api/1.0/zones/a%00b/",
                "/MAAS/api/1.0/nodes/%00/macs/",
                "/MAAS/metadata/latest/by-id/%00/",
                "/MAAS/cluster/v1/power-commands/%00",
                "/%00",
                "/MAAS/api/1.0/zones/caf%e9/",
                "/MAAS/api/1.0/zones/%c0%af/"
            })
    void suchAPathNamesNothing(String path) throws IOException {
        assertThat(sent("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + oauth(adminKey()))
                        .status())
                .isEqualTo(404);
    }

    @Test
    void credentialsWithNulAreNoCredentials() {
        anonymous()
                .header("Authorization", oauth(adminKey()).replace("oauth_token=\"", "oauth_token=\"%00"))
                .get(API + "users/")
                .then()
                .statusCode(401)
                .body(containsString("oauth_token: " + NUL));
    }

    @Test
    void aHeaderWithNulIsRefused() throws IOException {
        assertThat(sent("GET /MAAS/api/1.0/version/ HTTP/1.1\r\nHost: localhost\r\nX-Muster-Cluster: a\0b")
                        .status())
                .isEqualTo(400);
    }

    @Test
    void latinOneIsRefusedAndNotReplaced() throws IOException {
        RawHttp.Reply reply = posted("application/x-www-form-urlencoded; charset=ISO-8859-1", "name=caf\u00e9");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).contains("\"name\"", "This is not UTF-8.");
        admin().header("Content-Type", "multipart/form-data; boundary=b")
                .body("--b\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\ncaf\u00e9\r\n--b--"
                        .getBytes(ISO_8859_1))
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body("name[0]", equalTo("This is not UTF-8."));
        admin().contentType("application/json")
                .body("{\"name\": \"caf\u00e9\"}".getBytes(ISO_8859_1))
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body(containsString("not UTF-8"));
        admin().contentType("application/json")
                .body("{\"name\": \"\\ud800\"}")
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body("name[0]", equalTo("This is not UTF-8."));
    }

    @Test
    void nulInsideAFieldThatIsJsonIsFoundToo() {
        form(admin())
                .formParam("op", "new")
                .formParam("autodetect_nodegroup", "1")
                .formParam("architecture", "amd64")
                .formParam("mac_addresses", dev.muster.region.Clients.mac())
                .formParam("power_type", "ipmi")
                .formParam("power_parameters", "{\"power_address\": \"10.0.0.9\\u0000\"}")
                .post(API + "nodes/")
                .then()
                .statusCode(400)
                .body("power_parameters", org.hamcrest.Matchers.notNullValue());
    }

    @Test
    void aRefusedRequestLeavesTheRegionReadyForTheNext() throws IOException {
        String refused =
                "POST /MAAS/api/1.0/zones/?name=%00 HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc";
        String good = "GET /MAAS/api/1.0/version/ HTTP/1.1\r\nHost: localhost\r\n\r\n";
        try (var http = new RawHttp()) {
            for (String request : List.of(refused, good, refused, good)) {
                assertThat(http.send(request.getBytes(ISO_8859_1)).status())
                        .isEqualTo(request.equals(good) ? 200 : 400);
            }
        }
    }

    @Test
    void whatTheServerItselfRefusesSaysSo() throws IOException {
        RawHttp.Reply reply = sent("GET /MAAS/api/1.0/version/ HTTP/1.1\r\nHost: a b<>:99999");
        assertThat(reply.status()).isEqualTo(400);
        assertThat(reply.body()).isEqualTo("Bad Request");
    }

    @Test
    void brokenJsonIsToldByItsPlaceAndNotInTheParsersWords() {
        admin().contentType("application/json")
                .body("{\"name\": \"x\",\n \"description\": nonsense}")
                .post(API + "zones/")
                .then()
                .statusCode(400)
                .body(startsWith("Bad Request: not valid JSON at line 2, column "))
                .body(org.hamcrest.Matchers.not(containsString("Unrecognized")))
                .body(org.hamcrest.Matchers.not(containsString("Source")));
    }

    @Test
    void aBodyThatIsNoFormIsRefusedByItsType() throws IOException {
        for (String type : List.of("text/plain", "application/xml", "application/octet-stream")) {
            RawHttp.Reply reply = posted(type, "name=x");
            assertThat(reply.status()).isEqualTo(415);
            assertThat(reply.body()).contains("application/x-www-form-urlencoded");
        }
    }

    private static RawHttp.Reply posted(String type, String body) throws IOException {
        return sent(
                "POST /MAAS/api/1.0/zones/ HTTP/1.1\r\nHost: localhost\r\nAuthorization: " + oauth(adminKey())
                        + "\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length(),
                body);
    }

    private static RawHttp.Reply sent(String head) throws IOException {
        return sent(head, "");
    }

    private static RawHttp.Reply sent(String head, String body) throws IOException {
        try (var http = new RawHttp()) {
            return http.send((head + "\r\n\r\n" + body).getBytes(ISO_8859_1));
        }
    }
}
