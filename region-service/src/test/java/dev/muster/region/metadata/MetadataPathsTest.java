package dev.muster.region.metadata;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.region.RawHttp;
import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is at each path, by what somebody without a key is told there.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class MetadataPathsTest {
    private static final String NOTHING = "Not Found: there is nothing at this path.";
    private static final String NO_PROOF =
            "Forbidden: metadata by MAC address is not served, because it needs no proof.";
    private static final String NO_KEY = "Authorization Error: a node's key is needed.";

    /// cloud-init joins URLs by adding a slash.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/enlist/2012-03-01/meta-data/instance-id",
                "//enlist//2012-03-01///meta-data/instance-id/",
                "/enlist/latest//meta-data//instance-id"
            })
    void slashesMayBeDoubled(String path) throws IOException {
        assertThat(ask("GET", path).body()).isEqualTo("i-maas-enlistment");
    }

    @ParameterizedTest
    @CsvSource({
        "GET, ''",
        "GET, /",
        "GET, //curtin/",
        "GET, //2012-03-01/",
        "GET, /curtin//latest/",
        "GET, //2012-03-01/user-data",
        "GET, /curtin/2012-03-01/user-data",
        "GET, /curtin/2012-03-01/meta-data/",
        "GET, /curtin/2012-03-01/meta-data/public-keys",
        "GET, /latest/maas-commissioning-scripts",
        "POST, /latest/",
        "POST, //curtin/2012-03-01",
        "POST, /status/node-1"
    })
    void aMachinesOwnIsBehindItsKey(String method, String path) throws IOException {
        assertThat(ask(method, path))
                .extracting(RawHttp.Reply::status, RawHttp.Reply::body)
                .containsExactly(401, NO_KEY);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /latest/meta-data/vendor-data",
        "GET, /latest/more",
        "GET, /curtin/latest/more",
        "GET, /enlist/latest/more",
        "GET, /enlist/latest/meta-data/more",
        "GET, /latest/enlist-preseed/",
        "GET, /latest/enlist-preseed/more?op=get_enlist_preseed",
        "GET, /latest/by-id/node-1/",
        "GET, /latest/by-id/a.b/?op=get_preseed",
        "GET, /latest/by-id/",
        "GET, /status/node-1",
        "GET, /status",
        "POST, /status/node-1/more",
        "POST, /status/",
        "POST, ''",
        "POST, /enlist/latest/",
        "POST, /latest/user-data",
        "POST, /curtin/latest/user-data"
    })
    void whatIsNotThereIsNotFound(String method, String path) throws IOException {
        assertThat(ask(method, path))
                .extracting(RawHttp.Reply::status, RawHttp.Reply::body)
                .containsExactly(404, NOTHING);
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /2009-04-04/, 2009-04-04",
        "GET, /2009-04-04/by-mac/52:54:00:00:00:01/, 2009-04-04",
        "GET, /enlist/1.0/user-data, 1.0",
        "GET, /curtin/1.0/more, 1.0",
        "POST, /2009-04-04/, 2009-04-04",
        "POST, /2009-04-04/user-data, 2009-04-04"
    })
    void anUnknownVersionIsNamed(String method, String path, String version) throws IOException {
        assertThat(ask(method, path))
                .extracting(RawHttp.Reply::status, RawHttp.Reply::body)
                .containsExactly(404, "Unknown metadata version: " + version);
    }

    @ParameterizedTest
    @CsvSource({"GET, /latest/by-mac/52:54:00:00:00:01/user-data", "GET, /latest/by-mac", "POST, /latest/by-mac/a/"})
    void nothingIsServedByMac(String method, String path) throws IOException {
        assertThat(ask(method, path))
                .extracting(RawHttp.Reply::status, RawHttp.Reply::body)
                .containsExactly(403, NO_PROOF);
    }

    private static RawHttp.Reply ask(String method, String path) throws IOException {
        try (var http = new RawHttp()) {
            String request = method + " /MAAS/metadata" + path + " HTTP/1.1\r\nHost: localhost\r\n"
                    + (method.equals("POST") ? "Content-Length: 0\r\n" : "") + "\r\n";
            return http.send(request.getBytes(ISO_8859_1));
        }
    }
}
