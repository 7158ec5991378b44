package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.http.MalformedHeader.Reason;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RangeHeaderTest {
    private static final long SIZE = 1000;
    private static final int MOST = 8;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bytes=0-0 | 0-0",
                "bytes=0-99 | 0-99",
                "Bytes=0-99 | 0-99",
                "bytes=900- | 900-999",
                "bytes=900-5000 | 900-999",
                "bytes=999-999 | 999-999",
                "bytes=-1 | 999-999",
                "bytes=-5000 | 0-999",
                "bytes= 5-9 | 5-9",
                "bytes=0-999999999999999999 | 0-999",
                "bytes=0-99999999999999999999999 | 0-999",
                "bytes=0-1,3-4 | 0-1 3-4",
                "bytes=500-599 , 0-1 | 500-599 0-1",
                "bytes=0-0,-1 | 0-0 999-999",
                "bytes=0-9,10-19 | 0-9 10-19",
                "bytes=,,5-6,, | 5-6",
                "bytes=5-6,2000-,-0 | 5-6",
                "bytes=10-20,0-5,15-30 | 0-5 10-30",
                "bytes=5-9,5-9,5-9 | 5-9",
                "bytes=0-,-1,7-7 | 0-999",
            })
    void rangesAreCutToTheFileAndSentOnce(String header, String expected) throws Exception {
        var ranges = new ArrayList<String>();
        for (ByteRange range : RangeHeader.parse(header, SIZE, MOST)) {
            ranges.add(range.offset() + "-" + (range.end() - 1));
        }
        assertThat(String.join(" ", ranges)).isEqualTo(expected);
    }

    @Test
    void otherUnitsArePassedOver() throws Exception {
        assertThat(RangeHeader.parse("lines=0-5", SIZE, MOST)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "=0-1",
                "bytes=",
                "bytes=-",
                "bytes=5",
                "bytes=5-4",
                "bytes=a-b",
                "bytes=--5",
                "bytes=1-2-3",
                "bytes=0 - 5",
                "bytes=0-5,x",
                "bytes=+1-5",
                "bytes=\u0661-5",
                "bytes=0-1;2-3"
            })
    void whatBreaksTheGrammarIsMalformed(String header) {
        assertThat(reason(header)).isEqualTo(Reason.RANGE);
    }

    @Test
    void moreRangesThanTheLimitAreTooMany() {
        assertThat(reason("bytes=" + "1-1,".repeat(MOST) + "2-2")).isEqualTo(Reason.TOO_MANY_RANGES);
        assertThat(reason("bytes=" + ",".repeat(1_000_000) + "2-2")).isEqualTo(Reason.TOO_MANY_RANGES);
    }

    private static Reason reason(String header) {
        try {
            throw new AssertionError(RangeHeader.parse(header, SIZE, MOST));
        } catch (MalformedHeader malformed) {
            return malformed.reason();
        } catch (RangeHeader.Unsatisfiable e) {
            throw new AssertionError(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-1001", "bytes=-0", "bytes=1000-,2000-3000", "bytes=,"})
    void rangesBehindTheEndAreUnsatisfiable(String header) {
        assertThatThrownBy(() -> RangeHeader.parse(header, SIZE, MOST)).isInstanceOf(RangeHeader.Unsatisfiable.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=0-0", "bytes=-1"})
    void emptyFileHasNoRange(String header) {
        assertThatThrownBy(() -> RangeHeader.parse(header, 0, MOST)).isInstanceOf(RangeHeader.Unsatisfiable.class);
    }

    @Test
    void multipartKnowsItsLength() {
        var parts = new Multipart("B", List.of(new ByteRange(0, 1), new ByteRange(999, 1)), SIZE);
        String whole = parts.before(0) + "a" + parts.before(1) + "b" + parts.end();

        assertThat(parts.contentLength()).isEqualTo(whole.length());
        assertThat(whole)
                .startsWith("--B\r\nContent-Type")
                .contains("bytes 999-999/1000")
                .endsWith("\r\n--B--\r\n");
    }
}
