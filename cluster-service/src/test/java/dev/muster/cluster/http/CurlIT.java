package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Debian's curl reads image files in all the ways it has.
@Timeout(60)
class CurlIT {
    private static final int SIZE = 300_000;

    @TempDir
    Path folder;

    private final byte[] kernel = new byte[SIZE];
    private NodeHttpFixture http;

    @BeforeEach
    void serve() throws Exception {
        Requirements.need(Files.isExecutable(Path.of("/usr/bin/curl")), "needs curl (package curl)");
        new Random(80).nextBytes(kernel);
        Path snapshot = Files.createDirectories(folder.resolve("images/snapshot-20261122-100000"));
        Path file = Files.write(snapshot.resolve("boot-kernel"), kernel);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2026-11-02T10:00:00Z")));
        Files.createSymbolicLink(folder.resolve("images/current"), snapshot.getFileName());
        http = new NodeHttpFixture(folder.resolve("images"));
    }

    @AfterEach
    void stop() {
        if (http != null) {
            http.close();
        }
    }

    @ParameterizedTest
    @CsvSource({"0-99, 0, 100", "1000-, 1000, 300000", "-500, 299500, 300000", "299999-400000, 299999, 300000"})
    void rangeIsThatPart(String range, int from, int to) throws Exception {
        assertThat(curl("-r", range)).isEqualTo("206");
        assertThat(target()).hasBinaryContent(Arrays.copyOfRange(kernel, from, to));
    }

    @Test
    void severalRangesAreMultipart() throws Exception {
        assertThat(curl("-r", "0-9,100-109,-10")).isEqualTo("206");
        String body = Files.readString(target(), StandardCharsets.ISO_8859_1);
        assertThat(body.split("Content-Range: bytes ", -1)).hasSize(4);
        for (int from : List.of(0, 100, SIZE - 10)) {
            String part = new String(kernel, from, 10, StandardCharsets.ISO_8859_1);
            assertThat(body).contains("bytes " + from + "-" + (from + 9) + "/300000\r\n\r\n" + part + "\r\n--");
        }
        assertThat(body).endsWith("--\r\n");
    }

    @Test
    void rangeBehindTheEndIsRefused() throws Exception {
        assertThat(curl("-r", "300000-")).isEqualTo("416");
    }

    @Test
    void brokenOffDownloadGoesOn() throws Exception {
        Files.write(target(), Arrays.copyOf(kernel, 123_456));
        assertThat(curl("-C", "-")).isEqualTo("206");
        assertThat(target()).hasBinaryContent(kernel);
    }

    @ParameterizedTest
    @CsvSource({
        "'02 Nov 2026 10:00:00 GMT', 304",
        "'02 Nov 2026 09:59:59 GMT', 200",
        "'-02 Nov 2026 09:59:59 GMT', 412",
        "'-02 Nov 2026 10:00:01 GMT', 200",
    })
    void dateIsCompared(String date, String status) throws Exception {
        assertThat(curl("-z", date)).isEqualTo(status);
    }

    @Test
    void tagIsSavedAndCompared() throws Exception {
        // the first sees a file whose digest is not known yet
        assertThat(curl(
                        "-H",
                        "If-None-Match: \"x\"",
                        "--etag-save",
                        folder.resolve("tag").toString()))
                .isEqualTo("200");
        assertThat(Files.readString(folder.resolve("tag"))).matches("\"[0-9a-f]{64}\"\\s*");
        assertThat(curl("--etag-compare", folder.resolve("tag").toString())).isEqualTo("304");
    }

    @Test
    void headTellsTheLength() throws Exception {
        assertThat(curl("-I")).isEqualTo("200");
        assertThat(Files.readString(target())).containsIgnoringCase("content-length: 300000\r\n");
    }

    private Path target() {
        return folder.resolve("fetched");
    }

    /// The status of the answer; the body is in [#target()].
    private String curl(String... options) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("curl", "-sS", "-o", target().toString(), "-w", "%{http_code}"));
        line.addAll(List.of(options));
        line.add(http.uri("/images/boot-kernel").toString());
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
