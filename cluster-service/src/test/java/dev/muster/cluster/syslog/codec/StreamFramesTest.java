package dev.muster.cluster.syslog.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.syslog.codec.MalformedSyslog.Reason;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StreamFramesTest {
    private final List<String> messages = new ArrayList<>();
    private StreamFrames frames = new StreamFrames(32, this::add);

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 1000})
    void bothFramingsAreToldApartHoweverTheStreamIsCut(int chunk) throws MalformedSyslog {
        String stream = "<13>one\n8 <13>two!<13>three\r\n\0\n\n13 <13>four\nmore\n2026 is a year\n12\n9 <13>fünf";

        feed(stream, chunk);

        assertThat(messages)
                .containsExactly(
                        "<13>one", "<13>two!", "<13>three\r", "<13>four\nmore", "2026 is a year", "12", "<13>fünf");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void overlongLineIsCutAndItsRestSkipped(int chunk) throws MalformedSyslog {
        feed("<13>" + "x".repeat(100) + "\n<13>next\n", chunk);

        assertThat(messages).containsExactly("<13>" + "x".repeat(28) + " [cut]", "<13>next");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 1000})
    void overlongCountedFrameIsCutAndItsRestSkipped(int chunk) throws MalformedSyslog {
        feed("104 <13>" + "y".repeat(100) + "<13>next\n", chunk);

        assertThat(messages).containsExactly("<13>" + "y".repeat(28) + " [cut]", "<13>next");
    }

    @Test
    void characterIsNotCutInItsMiddle() throws MalformedSyslog {
        feed("<13>" + "ä".repeat(100) + "\n", 9);
        feed("<13>a" + "ä".repeat(100) + "\n", 9);

        assertThat(messages).containsExactly("<13>" + "ä".repeat(14) + " [cut]", "<13>a" + "ä".repeat(13) + " [cut]");
    }

    @Test
    void endOfStreamEndsALine() throws MalformedSyslog {
        feed("<13>no line end", 4);
        frames.finish();

        assertThat(messages).containsExactly("<13>no line end");
    }

    @Test
    void endOfStreamInACountedFrameGivesWhatCame() throws MalformedSyslog {
        feed("30 <13>half of", 4);
        frames.finish();
        frames.finish();

        assertThat(messages).containsExactly("<13>half of [cut]");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void zerosInFrontOfACountAreNoReasonToTakeItForText(int chunk) throws MalformedSyslog {
        feed("007 <13>one0000000007 <13>two0 <13>zero\n00000000007 <13>eleven digits\n", chunk);

        assertThat(messages).containsExactly("<13>one", "<13>two", "0 <13>zero", "00000000007 <13>eleven digits");
    }

    @Test
    void numberTooLargeForACountIsText() throws MalformedSyslog {
        feed("99999999999 <13>text\n10000000 <13>text\n", 3);

        assertThat(messages).containsExactly("99999999999 <13>text", "10000000 <13>text");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000})
    void overTlsOnlyTheCountTellsWhereAMessageEnds(int chunk) throws MalformedSyslog {
        frames = StreamFrames.counted(32, this::add);

        feed("8 <13>one\n08 no prio\n40 <13>" + "z".repeat(36) + "7 <13>two", chunk);

        assertThat(messages).containsExactly("<13>one\n", "no prio\n", "<13>" + "z".repeat(28) + " [cut]", "<13>two");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<13>no count\n", "\n7 <13>two", "0 <13>two", "0 7 <13>two", "7<13>two", "12345678 <13>x", " "})
    void overTlsAMessageWithoutItsLengthIsMalformed(String stream) {
        for (int chunk : new int[] {1, 1000}) {
            frames = StreamFrames.counted(32, this::add);
            assertThatThrownBy(() -> feed("7 <13>one" + stream, chunk))
                    .isInstanceOfSatisfying(MalformedSyslog.class, malformed -> assertThat(malformed.reason())
                            .isEqualTo(Reason.NO_COUNT));
        }
        assertThat(messages).containsExactly("<13>one", "<13>one");
    }

    @Test
    void overTlsHalfACountAtTheEndIsNoMessage() throws MalformedSyslog {
        frames = StreamFrames.counted(32, this::add);
        feed("7 <13>one12", 4);
        frames.finish();

        assertThat(messages).containsExactly("<13>one");
    }

    private void add(byte[] bytes, int offset, int length, boolean truncated) {
        messages.add(new String(bytes, offset, length, StandardCharsets.UTF_8) + (truncated ? " [cut]" : ""));
    }

    private void feed(String stream, int chunk) throws MalformedSyslog {
        byte[] bytes = stream.getBytes(StandardCharsets.UTF_8);
        for (int at = 0; at < bytes.length; at += chunk) {
            frames.feed(bytes, at, Math.min(chunk, bytes.length - at));
        }
    }
}
