package dev.muster.cluster.syslog.policy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.syslog.codec.Octets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeTextTest {
    private static final int ROUNDS = 200_000;

    @Test
    void harmlessCharactersOfEveryLengthStay() {
        assertThat(safe("Aé€😀\u00A0\u200D\uFFFD~ ".getBytes(UTF_8))).isEqualTo("Aé€😀\u00A0\u200D\uFFFD~ ");
    }

    @Test
    void whatMovesTheCursorOrTurnsTheWritingIsInOctal() {
        for (int c = 0; c < 0x2100; c++) {
            boolean unsafe = c < ' '
                    || (c >= 0x7F && c <= 0x9F)
                    || c == 0x61C
                    || c == 0x200E
                    || c == 0x200F
                    || (c >= 0x2028 && c <= 0x202E)
                    || (c >= 0x2066 && c <= 0x2069);
            String character = Character.toString(c);
            String expected = unsafe ? octal(character.getBytes(UTF_8)) : character;

            assertThat(safe(character.getBytes(UTF_8))).as("U+%04X", c).isEqualTo(expected);
        }
    }

    /// RFC 3629 3 and 4.
    @ParameterizedTest
    @CsvSource({
        "80, 1",
        "bf41, 1",
        "c080, 2",
        "c1bf, 2",
        "c2, 1",
        "c241, 1",
        "e08080, 3",
        "e29f, 2",
        "eda080, 3",
        "f0808080, 4",
        "f4908080, 4",
        "f5808080, 4",
        "ff, 1",
        "f09f98, 3"
    })
    void octetsThatAreNoCharacterAreReplaced(String hex, int replaced) {
        byte[] bytes = HexFormat.of().parseHex(hex);

        assertThat(safe(bytes)).isEqualTo("\uFFFD".repeat(replaced) + "A".repeat(hex.endsWith("41") ? 1 : 0));
    }

    @Test
    void whateverComesIsUtf8WithoutControlsAndFourTimesAsLongAtMost() {
        var random = new Random(3629);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(12)];
            random.nextBytes(bytes);
            var out = new LineBuffer(1);
            SafeText.append(out, new Octets(bytes, 0, bytes.length));
            String text = new String(out.bytes(), 0, out.length(), UTF_8);

            boolean valid = Arrays.equals(text.getBytes(UTF_8), Arrays.copyOf(out.bytes(), out.length()));
            boolean harmless = text.chars().noneMatch(Character::isISOControl);
            if (!valid || !harmless || out.length() > 4 * bytes.length) {
                throw new AssertionError(HexFormat.of().formatHex(bytes) + " became " + text);
            }
        }
    }

    private static String safe(byte[] bytes) {
        var out = new LineBuffer(1);
        SafeText.append(out, new Octets(bytes, 0, bytes.length));
        return new String(out.bytes(), 0, out.length(), UTF_8);
    }

    private static String octal(byte[] bytes) {
        var text = new StringBuilder();
        for (byte octet : bytes) {
            text.append("#%03o".formatted(octet & 0xFF));
        }
        return text.toString();
    }
}
