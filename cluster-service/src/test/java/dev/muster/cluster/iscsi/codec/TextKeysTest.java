package dev.muster.cluster.iscsi.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;

class TextKeysTest {
    @Test
    void pairsKeepTheirOrderAndEqualsSignsInValues() throws MalformedPdu {
        Bytes text = Bytes.utf8("B=1\0A=x=y\0C=\0");
        assertThat(TextKeys.parse(text))
                .containsExactly(
                        java.util.Map.entry("B", "1"), java.util.Map.entry("A", "x=y"), java.util.Map.entry("C", ""));
        assertThat(TextKeys.format(TextKeys.parse(text))).isEqualTo(text);
    }

    @Test
    void aKeyTwiceIsRefused() {
        assertReason("A=1\0A=2\0", MalformedPdu.Reason.DUPLICATE_KEY);
    }

    @Test
    void textWithoutPairsIsRefused() {
        assertReason("hello\0", MalformedPdu.Reason.BAD_TEXT);
        assertReason("=value\0", MalformedPdu.Reason.BAD_TEXT);
    }

    @Test
    void tooManyAndTooLongAreRefused() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 65; i++) {
            many.append("Key").append(i).append("=1\0");
        }
        assertReason(many.toString(), MalformedPdu.Reason.TEXT_TOO_LONG);
        assertReason("k".repeat(64) + "=1\0", MalformedPdu.Reason.TEXT_TOO_LONG);
        assertReason("k=" + "v".repeat(TextKeys.MAX_TEXT), MalformedPdu.Reason.TEXT_TOO_LONG);
    }

    @Test
    void noTextLetsAnythingEscapeButMalformedPdu() {
        Random random = new Random(22);
        for (int i = 0; i < 50_000; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            try {
                TextKeys.parse(Bytes.of(noise));
            } catch (MalformedPdu expected) {
                assertThat(expected.reason()).isNotNull();
            }
        }
    }

    private static void assertReason(String text, MalformedPdu.Reason reason) {
        assertThatThrownBy(() -> TextKeys.parse(Bytes.utf8(text)))
                .isInstanceOfSatisfying(MalformedPdu.class, malformed -> assertThat(malformed.reason())
                        .isEqualTo(reason));
    }
}
