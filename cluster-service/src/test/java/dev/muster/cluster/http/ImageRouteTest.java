package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.http.NodeHttpFixture.Served;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
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
        Path odd = Files.writeString(images.resolve(SNAPSHOT).resolve("a b+c"), "odd name");
        Files.setLastModifiedTime(odd, FileTime.from(Instant.parse("2026-11-02T10:00:00Z")));
        Path loader = Files.writeString(images.resolve(SNAPSHOT).resolve("loader"), "loader");
        Files.setLastModifiedTime(loader, FileTime.from(Instant.parse("2026-11-02T10:00:00Z")));
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
        assertThat(headers.firstValue("Date")).isPresent();
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
    void digestOfAFileWithoutManifestIsComputedForWhoComparesIt() throws Exception {
        String tag = '"'
                + HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(kernel))
                + '"';

        assertThat(http.send(http.request("/images/" + KERNEL).header("If-None-Match", tag))
                        .statusCode())
                .isEqualTo(304);
        assertThat(http.send(http.request("/images/" + KERNEL).HEAD()).headers().firstValue("ETag"))
                .hasValue(tag);

        Path file = images.resolve(SNAPSHOT).resolve(KERNEL);
        Files.writeString(file, "another kernel");
        var changed = http.sendForText(http.request("/images/" + KERNEL).header("If-None-Match", tag));
        assertThat(changed.statusCode()).isEqualTo(200);
        assertThat(changed.headers().firstValue("ETag")).isPresent().isNotEqualTo(Optional.of(tag));
    }

    @Test
    void severalRangesAreAMultipart() throws Exception {
        var response = http.sendForText(http.request("/images/a%20b+c")
                .header("Range", "bytes=0-2, 4-4 ,-3, 90-")
                .header("If-Range", date()));

        assertThat(response.statusCode()).isEqualTo(206);
        String type = response.headers().firstValue("Content-Type").orElseThrow();
        assertThat(type).matches("multipart/byteranges; boundary=[0-9a-f]{32}");
        assertThat(response.headers().firstValue("Content-Range")).isEmpty();
        assertThat(response.headers().firstValue("Content-Length"))
                .hasValue(String.valueOf(response.body().length()));
        assertThat(response.body().replace(type.substring(type.indexOf('=') + 1), "B"))
                .isEqualTo("""
                        --B\r
                        Content-Type: application/octet-stream\r
                        Content-Range: bytes 0-2/8\r
                        \r
                        odd\r
                        --B\r
                        Content-Type: application/octet-stream\r
                        Content-Range: bytes 4-4/8\r
                        \r
                        n\r
                        --B\r
                        Content-Type: application/octet-stream\r
                        Content-Range: bytes 5-7/8\r
                        \r
                        ame\r
                        --B--\r
                        """);
        assertThat(NodeHttpFixture.next(http.served).bytes()).isEqualTo(7);
    }

    @Test
    void rangesThatOverlapAreSentOnce() throws Exception {
        var response = http.send(http.request("/images/" + KERNEL)
                .header("Range", "bytes=" + "0-1999999,".repeat(30) + "1000000-2499999"));

        assertThat(response.statusCode()).isEqualTo(206);
        assertThat(response.headers().firstValue("Content-Range")).hasValue("bytes 0-2499999/3000000");
        assertThat(response.body()).isEqualTo(Arrays.copyOf(kernel, 2_500_000));
    }

    @Test
    void tooManyRangesAreTheWholeFileAndCounted() throws Exception {
        var response = http.sendForText(
                http.request("/images/loader").header("Range", "bytes=" + "0-0,1-1,".repeat(40) + "2-2"));

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("loader");
        assertThat(NodeHttpFixture.next(http.ignored)).isEqualTo(MalformedHeader.Reason.TOO_MANY_RANGES);
    }

    @Test
    void conditionsAreDecidedOverTheWire() throws Exception {
        String tag = '"' + "ab".repeat(32) + '"';
        assertThat(status("If-Match", tag)).isEqualTo(200);
        assertThat(status("If-Match", "\"x\"")).isEqualTo(412);
        assertThat(status("If-Modified-Since", date())).isEqualTo(304);
        assertThat(status("If-Unmodified-Since", "Sun Nov  6 08:49:37 1994")).isEqualTo(412);
        assertThat(status("If-None-Match", "nonsense")).isEqualTo(200);
        assertThat(NodeHttpFixture.next(http.ignored)).isEqualTo(MalformedHeader.Reason.ENTITY_TAG);
    }

    private int status(String header, String value) throws Exception {
        return http.send(http.request("/images/loader").header(header, value)).statusCode();
    }

    private static String date() {
        return "Mon, 02 Nov 2026 10:00:00 GMT";
    }

    @Test
    void answerIsGolden() throws Exception {
        String head = "HTTP/1.1 206 Partial Content\r\n"
                + "accept-ranges: bytes\r\n"
                + "content-length: 3\r\n"
                + "content-range: bytes 1-3/6\r\n"
                + "content-type: application/octet-stream\r\n"
                + "date: X\r\n"
                + "etag: \"" + "ab".repeat(32) + "\"\r\n"
                + "last-modified: " + date() + "\r\n\r\n";
        String answer = raw("GET /images/loader HTTP/1.1\r\nHost: x\r\nRange: bytes=1-3\r\nConnection: close\r\n\r\n");

        assertThat(sortedHead(answer)).isEqualTo(head + "oad");
    }

    /// Header lines in the order of their names, without those that say nothing of the file.
    private static String sortedHead(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        var lines = new ArrayList<>(List.of(answer.substring(0, end).split("\r\n")));
        String status = lines.removeFirst();
        var head = new StringBuilder(status).append("\r\n");
        lines.stream()
                .map(line -> line.substring(0, line.indexOf(':')).toLowerCase(Locale.ROOT)
                        + (line.regionMatches(true, 0, "date:", 0, 5) ? ": X" : line.substring(line.indexOf(':'))))
                .filter(line -> !line.startsWith("connection"))
                .sorted()
                .forEach(line -> head.append(line).append("\r\n"));
        return head + answer.substring(end + 2);
    }

    @Test
    void filesBeyondTheLimitOfAClientAreToComeLater() throws Exception {
        http.close();
        http = new NodeHttpFixture(images, new HttpLimits(64, 10, 2));
        sparse("big", 200_000_000);
        try (var first = http.connect();
                var second = http.connect()) {
            for (var socket : List.of(first, second)) {
                socket.getOutputStream()
                        .write("GET /images/big HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(socket.getInputStream().readNBytes(1000)).hasSize(1000);
            }
            var third = http.sendForText(http.request("/images/loader"));
            assertThat(third.statusCode()).isEqualTo(503);
            assertThat(third.headers().firstValue("Retry-After")).hasValue("5");
            assertThat(third.headers().firstValue("ETag")).isEmpty();
            assertThat(NodeHttpFixture.next(http.served).status()).isEqualTo(503);
        }
        NodeHttpFixture.next(http.served);
        NodeHttpFixture.next(http.served);
        assertThat(http.sendForText(http.request("/images/loader")).body()).isEqualTo("loader");
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
        sparse("big", 200_000_000);
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

    private void sparse(String name, long size) throws IOException {
        Path file = images.resolve(SNAPSHOT).resolve(name);
        try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            channel.position(size - 1).write(ByteBuffer.allocate(1));
        }
    }

    private String raw(String request) throws IOException {
        try (var socket = http.connect()) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
