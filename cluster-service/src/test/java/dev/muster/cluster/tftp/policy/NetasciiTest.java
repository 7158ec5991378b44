package dev.muster.cluster.tftp.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class NetasciiTest {

    @Test
    void lineEndsAndReturnsAreSpelledOut() {
        assertThat(encoded("one\ntwo\r\nthree\r")).isEqualTo("one\r\ntwo\r\0\r\nthree\r\0");
    }

    @Test
    void otherOctetsStay() {
        assertThat(encoded("\u0000\u00ff\t")).isEqualTo("\u0000\u00ff\t");
    }

    private static String encoded(String file) {
        byte[] octets = Netascii.encode(ByteBuffer.wrap(file.getBytes(StandardCharsets.ISO_8859_1)));
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
