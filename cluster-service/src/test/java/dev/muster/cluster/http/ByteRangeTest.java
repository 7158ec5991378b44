package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
    private static final long SIZE = 1000;

    @ParameterizedTest
    @CsvSource({
        "bytes=0-0, 0, 1",
        "bytes=0-99, 0, 100",
        "bytes=900-, 900, 100",
        "bytes=900-5000, 900, 100",
        "bytes=999-999, 999, 1",
        "bytes=-1, 999, 1",
        "bytes=-5000, 0, 1000",
        "bytes= 5-9, 5, 5",
        "bytes=0-999999999999999999, 0, 1000",
    })
    void singleRangeIsCutToTheFile(String header, long offset, long length) throws Exception {
        assertThat(ByteRange.parse(header, SIZE)).hasValue(new ByteRange(offset, length));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes=",
                "bytes=-",
                "bytes=5-4",
                "bytes=a-b",
                "lines=0-5",
                "bytes=0-1,3-4",
                "bytes=0-99999999999999999999",
                "bytes=--5"
            })
    void whatIsNoSingleRangeIsPassedOver(String header) throws Exception {
        assertThat(ByteRange.parse(header, SIZE)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"bytes=1000-", "bytes=1000-1001", "bytes=-0"})
    void rangeBehindTheEndIsUnsatisfiable(String header) {
        assertThatThrownBy(() -> ByteRange.parse(header, SIZE)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @Test
    void emptyFileHasNoRange() {
        assertThatThrownBy(() -> ByteRange.parse("bytes=0-0", 0)).isInstanceOf(ByteRange.Unsatisfiable.class);
        assertThatThrownBy(() -> ByteRange.parse("bytes=-1", 0)).isInstanceOf(ByteRange.Unsatisfiable.class);
    }

    @Test
    void contentRangeIsInclusive() {
        assertThat(new ByteRange(0, 100).contentRange(SIZE)).isEqualTo("bytes 0-99/1000");
    }
}
