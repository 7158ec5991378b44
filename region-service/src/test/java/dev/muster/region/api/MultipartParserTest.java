package dev.muster.region.api;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MultipartParserTest {
    /// As Python's email package writes it for the `maas` command: a boundary with `=`, every part in base64 with
    /// bare newlines between, nothing after the closing boundary.
    static final String CLI_TYPE = "multipart/form-data; boundary=\"===============6102945843917381203==\"";

    static final String CLI_BODY = """
            --===============6102945843917381203==\r
            MIME-Version: 1.0\r
            Content-Type: text/plain; charset="utf-8"\r
            Content-Disposition: form-data; name="architecture"\r
            Content-Transfer-Encoding: base64\r
            \r
            YW1kNjQvZ2VuZXJpYw==\r
            --===============6102945843917381203==\r
            Content-Disposition: form-data; name="mac_addresses"\r
            Content-Transfer-Encoding: base64\r
            \r
            NTI6NTQ6MDA6
            MTI6MzQ6NTY=
            \r
            --===============6102945843917381203==--""";

    @Test
    void partsOfTheCommandLineClientAreDecoded() throws Exception {
        Parameters parameters = BodyReader.read(CLI_TYPE, CLI_BODY.getBytes(UTF_8));
        assertThat(parameters.first("architecture")).contains("amd64/generic");
        assertThat(parameters.first("mac_addresses")).contains("52:54:00:12:34:56");
    }

    @Test
    void filesKeepTheirBytes() throws Exception {
        byte[] body = concat(
                "--xyz\r\nContent-Disposition: form-data; name=\"lshw\"; filename=\"lshw\"\r\n\r\n".getBytes(UTF_8),
                new byte[] {0, '\r', '\n', '-', '-', 'x', (byte) 0xFF},
                "\r\n--xyz--\r\n".getBytes(UTF_8));
        List<Part> parts = MultipartParser.parse(body, "xyz");
        assertThat(parts).hasSize(1);
        assertThat(parts.getFirst().fileName()).contains("lshw");
        assertThat(parts.getFirst().content()).containsExactly(0, '\r', '\n', '-', '-', 'x', 0xFF);
    }

    @Test
    void aBodyWithoutPartsIsNothing() throws Exception {
        assertThat(MultipartParser.parse("--b--".getBytes(UTF_8), "b")).isEmpty();
        assertThat(MultipartParser.parse("--b--\r\n".getBytes(UTF_8), "b")).isEmpty();
        assertThat(MultipartParser.parse(new byte[0], "b")).isEmpty();
        assertThat(MultipartParser.parse("\r\n".getBytes(UTF_8), "b")).isEmpty();
    }

    @Test
    void repeatedFieldsKeepTheirOrder() throws Exception {
        String part = "--b\nContent-Disposition: form-data; name=\"m\"\n\n%s\n";
        byte[] body = (part.formatted("1") + part.formatted("2") + part.formatted("") + "--b--").getBytes(UTF_8);
        assertThat(BodyReader.read("multipart/form-data; boundary=b", body).all("m"))
                .containsExactly("1", "2", "");
    }

    @Test
    void aBodyThatEndsInsideAPartIsRefused() {
        byte[] body = "--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nvalue".getBytes(UTF_8);
        assertThatThrownBy(() -> MultipartParser.parse(body, "b")).isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> MultipartParser.parse("stray".getBytes(UTF_8), "b"))
                .isInstanceOf(MalformedBodyException.class);
        assertThatThrownBy(() -> MultipartParser.parse(body, "")).isInstanceOf(MalformedBodyException.class);
    }

    @Test
    void wrongBase64NamesTheField() {
        byte[] body = ("--b\r\nContent-Disposition: form-data; name=\"power\"\r\n"
                        + "Content-Transfer-Encoding: base64\r\n\r\nYW1kNjQ=YQ\r\n--b--")
                .getBytes(UTF_8);
        assertThatThrownBy(() -> MultipartParser.parse(body, "b")).hasMessageContaining("power");
    }

    @Test
    void mutilatedBodiesAreReadOrRefused() {
        var random = new Random(4711);
        byte[] good = CLI_BODY.getBytes(UTF_8);
        for (int i = 0; i < 20_000; i++) {
            byte[] body = java.util.Arrays.copyOf(good, random.nextInt(good.length + 1));
            for (int flips = random.nextInt(8); flips > 0 && body.length > 0; flips--) {
                body[random.nextInt(body.length)] = (byte) random.nextInt(256);
            }
            try {
                assertThat(MultipartParser.parse(body, "===============6102945843917381203=="))
                        .hasSizeLessThan(100);
            } catch (MalformedBodyException e) {
                assertThat(e.getMessage()).isNotEmpty();
            }
        }
    }

    private static byte[] concat(byte[]... pieces) {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] piece : pieces) {
            all.writeBytes(piece);
        }
        return all.toByteArray();
    }
}
