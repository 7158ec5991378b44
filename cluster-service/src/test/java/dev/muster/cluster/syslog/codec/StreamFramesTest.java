package dev.muster.cluster.syslog.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramesTest {
    private final List<String> messages = new ArrayList<>();
    private final StreamFrames frames = new StreamFrames(
            32,
            (bytes, offset, length, truncated) -> messages.add(
                    new String(bytes, offset, length, StandardCharsets.UTF_8) + (truncated ? " [cut]" : "")));

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void bothFramingsAreToldApartHoweverTheStreamIsCut(int chunk) {
        String stream = "<13>one\n8 <13>two!<13>three\r\n\0\n\n13 <13>four\nmore\n2026 is a year\n12\n9 <13>fünf";

        feed(stream, chunk);

        assertThat(messages)
                .containsExactly(
                        "<13>one", "<13>two!", "<13>three\r", "<13>four\nmore", "2026 is a year", "12", "<13>fünf");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void overlongLineIsCutAndItsRestSkipped(int chunk) {
        feed("<13>" + "x".repeat(100) + "\n<13>next\n", chunk);

        assertThat(messages).containsExactly("<13>" + "x".repeat(28) + " [cut]", "<13>next");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void overlongCountedFrameIsCutAndItsRestSkipped(int chunk) {
        feed("104 <13>" + "y".repeat(100) + "<13>next\n", chunk);

        assertThat(messages).containsExactly("<13>" + "y".repeat(28) + " [cut]", "<13>next");
    }

    @Test
    void characterIsNotCutInItsMiddle() {
        feed("<13>" + "ä".repeat(100) + "\n", 9);
        feed("<13>a" + "ä".repeat(100) + "\n", 9);

        assertThat(messages).containsExactly("<13>" + "ä".repeat(14) + " [cut]", "<13>a" + "ä".repeat(13) + " [cut]");
    }

    @Test
    void endOfStreamEndsALine() {
        feed("<13>no line end", 4);
        frames.finish();

        assertThat(messages).containsExactly("<13>no line end");
    }

    @Test
    void endOfStreamInACountedFrameGivesWhatCame() {
        feed("30 <13>half of", 4);
        frames.finish();
        frames.finish();

        assertThat(messages).containsExactly("<13>half of [cut]");
    }

    @Test
    void numberTooLargeForACountIsText() {
        feed("99999999999 <13>text\n", 3);

        assertThat(messages).containsExactly("99999999999 <13>text");
    }

    private void feed(String stream, int chunk) {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += chunk) {
            frames.feed(bytes, at, Math.min(chunk, bytes.length - at));
        }
    }
}
