package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.http.NodeHttpFixture.Served;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ImageRouteTest {
    private static final String SNAPSHOT = "snapshot-20261122-100000";
    private static final String KERNEL = "debian/amd64/generic/bookworm/release/boot-kernel";
    private static final int SIZE = 3_000_000;

    @TempDir
    Path images;

    private final byte[] kernel = new byte[SIZE];
    private NodeHttpFixture http;

    @BeforeEach
    void serve() throws IOException {
        new Random(69).nextBytes(kernel);
        Path file = images.resolve(SNAPSHOT).resolve(KERNEL);
        Files.createDirectories(file.getParent());
        Files.write(file, kernel);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-02T10:00:00.500Z")));
        Files.writeString(images.resolve(SNAPSHOT).resolve("empty"), "");
        Files.writeString(images.resolve(SNAPSHOT).resolve("a b+c"), "odd name");
        Files.writeString(images.resolve(SNAPSHOT).resolve("loader"), "loader");
        Files.writeString(images.resolve(SNAPSHOT).resolve("manifest.sha256"), "ab".repeat(32) + "  loader\n");
        Files.writeString(images.resolve("secret"), "secret");
        Files.createSymbolicLink(images.resolve("current"), Path.of(SNAPSHOT));
        http = new NodeHttpFixture(images);
    }

    @AfterEach
    void stop() {
        http.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/images/", "/MAAS/static/images/", "/images/" + SNAPSHOT + "/"})
    void fileIsServedWhole(String prefix) throws Exception {
        var response = http.send(http.request(prefix + KERNEL));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo(kernel);
        var headers = response.headers();
        assertThat(headers.firstValue("Content-Length")).hasValue(String.valueOf(SIZE));
        assertThat(headers.firstValue("Accept-Ranges")).hasValue("bytes");
        assertThat(headers.firstValue("Last-Modified")).hasValue("Mon, 02 Nov 2026 10:00:00 GMT");
        assertThat(headers.firstValue("ETag")).hasValue("\"" + SNAPSHOT + "-3000000-1793613600500\"");
        assertThat(NodeHttpFixture.next(http.served))
                .isEqualTo(new Served(
                        prefix.substring(prefix.indexOf("images/") + 7) + KERNEL,
                        SIZE,
                        200,
                        Optional.of(NodeHttpFixture.MAC)));
    }

    @Test
    void headTellsTheSizeAndSendsNothing() throws Exception {
        var response = http.send(http.request("/images/" + KERNEL).HEAD().header("Range", "bytes=0-9"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Length")).hasValue(String.valueOf(SIZE));
        assertThat(response.body()).isEmpty();
        assertThat(NodeHttpFixture.next(http.served).bytes()).isZero();
    }

    @Test
    void rangeIsAPart() throws Exception {
        var response = http.send(http.request("/images/" + KERNEL).header("Range", "bytes=1000000-1999999"));

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes 1000000-1999999/3000000");
        assertThat(response.body()).isEqualTo(Arrays.copyOfRange(kernel, 1_000_000, 2_000_000));
        assertThat(NodeHttpFixture.next(http.served).bytes()).isEqualTo(1_000_000);
    }

    @Test
    void rangeBehindTheEndIs416() throws Exception {
        var response = http.send(http.request("/images/" + KERNEL).header("Range", "bytes=3000000-"));

        assertThat(response.statusCode()).isEqualTo(416);
        assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes */3000000");
    }

    @Test
    void digestOfTheManifestIsTheTagAndAKnownTagIs304() throws Exception {
        String tag = "\"" + "ab".repeat(32) + "\"";

        assertThat(http.send(http.request("/images/loader")).headers().firstValue("ETag"))
                .hasValue(tag);
        var again = http.send(http.request("/images/loader").header("If-None-Match", tag));
        assertThat(again.statusCode()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(again.headers().firstValue("ETag")).hasValue(tag);
    }

    @Test
    void emptyFileAndEscapedNamesAreServed() throws Exception {
        assertThat(http.send(http.request("/images/empty")).statusCode()).isEqualTo(200);
        assertThat(http.sendForText(http.request("/images/a%20b+c")).body()).isEqualTo("odd name");
        assertThat(http.sendForText(http.request("/images/a%20b%2Bc")).body()).isEqualTo("odd name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/images",
                "/images/",
                "/images/debian",
                "/images/debian/",
                "/images/nothing",
                "/images/../secret",
                "/images/%2e%2e/secret",
                "/images/..%2fsecret",
                "/images/debian/..%2f..%2f..%2fsecret",
                "/images/%2fetc/passwd",
                "/images//etc/passwd",
                "/images/loader%00",
                "/images/%zz",
                "/images/..%5csecret",
                "/MAAS/static/images/../../../secret",
                "/secret",
                "/"
            })
    void whatIsNoFileOfTheSnapshotIs404(String path) throws Exception {
        String response = raw("GET " + path + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");

        assertThat(response).matches("(?s)HTTP/1.1 (404|400) .*").doesNotContain("secret\n", "root:");
    }

    @Test
    void otherMethodsAreNotAllowed() throws Exception {
        var response = http.send(http.request("/images/loader").PUT(BodyPublishers.ofString("x")));

        assertThat(response.statusCode()).isEqualTo(405);
        assertThat(response.headers().firstValue("Allow")).hasValue("GET, HEAD");
    }

    @Test
    void withoutASnapshotTheAnswerSaysWhatToDo() throws Exception {
        Files.delete(images.resolve("current"));
        var response = http.sendForText(http.request("/images/loader"));

        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("Retry-After")).hasValue("5");
        assertThat(response.body()).contains("no image snapshot in", "build-ephemeral");
    }

    @Test
    void machineThatHangsUpIsTold() throws Exception {
        Path big = images.resolve(SNAPSHOT).resolve("big");
        try (var file = Files.newByteChannel(
                big, java.nio.file.StandardOpenOption.CREATE, java.nio.file.StandardOpenOption.WRITE)) {
            file.position(200_000_000).write(java.nio.ByteBuffer.allocate(1));
        }
        try (var socket = http.connect()) {
            socket.getOutputStream()
                    .write("GET /images/big HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
        }

        assertThat(NodeHttpFixture.next(http.served).status()).isEqualTo(HttpEvents.HUNG_UP);
    }

    @Test
    void pathsOfQuarkusAreLeftAlone() throws Exception {
        assertThat(http.sendForText(http.request("/q/health")).body()).isEqualTo("UP");
        var elsewhere = http.sendForText(http.request("/elsewhere"));
        assertThat(elsewhere.statusCode()).isEqualTo(404);
        assertThat(elsewhere.body()).startsWith("not here");
    }

    private String raw(String request) throws IOException {
        try (var socket = http.connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
