package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileReplyTest {
    private static final FileVersion FILE = new FileVersion(1000, Instant.parse("2026-11-02T10:00:00Z"), "\"abc\"");
    private static final String DATE = "Mon, 02 Nov 2026 10:00:00 GMT";
    private static final String LATER = "Mon, 02 Nov 2026 10:00:01 GMT";
    private static final String EARLIER = "Mon, 02 Nov 2026 09:59:59 GMT";
    private static final FileReply PART = new FileReply.Part(new ByteRange(0, 10));

    @Test
    void plainRequestGetsTheWholeFile() {
        assertThat(get(Map.of())).isEqualTo(new FileReply.Whole());
    }

    @Test
    void knownTagIsNotSentAgain() {
        assertThat(get(Map.of("If-None-Match", "\"abc\""))).isEqualTo(new FileReply.NotModified());
        assertThat(get(Map.of("If-None-Match", "\"x\", W/\"abc\""))).isEqualTo(new FileReply.NotModified());
        assertThat(get(Map.of("If-None-Match", "*"))).isEqualTo(new FileReply.NotModified());
        assertThat(get(Map.of("If-None-Match", "\"x\""))).isEqualTo(new FileReply.Whole());
    }

    @Test
    void tagComesBeforeDate() {
        assertThat(get(Map.of("If-None-Match", "\"x\"", "If-Modified-Since", LATER)))
                .isEqualTo(new FileReply.Whole());
    }

    @Test
    void unchangedSinceIsNotSentAgain() {
        assertThat(get(Map.of("If-Modified-Since", DATE))).isEqualTo(new FileReply.NotModified());
        assertThat(get(Map.of("If-Modified-Since", EARLIER))).isEqualTo(new FileReply.Whole());
        assertThat(get(Map.of("If-Modified-Since", "yesterday"))).isEqualTo(new FileReply.Whole());
    }

    @Test
    void rangeIsForGetOnly() {
        var range = Map.of("Range", "bytes=0-9");

        assertThat(get(range)).isEqualTo(PART);
        assertThat(FileReply.to(false, name -> Optional.ofNullable(range.get(name)), FILE))
                .isEqualTo(new FileReply.Whole());
        assertThat(get(Map.of("Range", "bytes=1000-"))).isEqualTo(new FileReply.OutOfRange());
    }

    @Test
    void rangeOfAnotherVersionIsTheWholeFile() {
        assertThat(get(Map.of("Range", "bytes=0-9", "If-Range", "\"abc\""))).isEqualTo(PART);
        assertThat(get(Map.of("Range", "bytes=0-9", "If-Range", DATE))).isEqualTo(PART);
        assertThat(get(Map.of("Range", "bytes=0-9", "If-Range", "W/\"abc\""))).isEqualTo(new FileReply.Whole());
        assertThat(get(Map.of("Range", "bytes=0-9", "If-Range", LATER))).isEqualTo(new FileReply.Whole());
        assertThat(get(Map.of("Range", "bytes=0-9", "If-Range", "\"x\""))).isEqualTo(new FileReply.Whole());
    }

    @Test
    void failedPreconditionIsSaid() {
        assertThat(get(Map.of("If-Match", "\"x\""))).isEqualTo(new FileReply.PreconditionFailed());
        assertThat(get(Map.of("If-Match", "W/\"abc\""))).isEqualTo(new FileReply.PreconditionFailed());
        assertThat(get(Map.of("If-Match", "*"))).isEqualTo(new FileReply.Whole());
        assertThat(get(Map.of("If-Unmodified-Since", EARLIER))).isEqualTo(new FileReply.PreconditionFailed());
        assertThat(get(Map.of("If-Unmodified-Since", DATE))).isEqualTo(new FileReply.Whole());
    }

    @Test
    void datesAreWrittenWithTwoDigits() {
        assertThat(HttpDate.format(FILE.modified())).isEqualTo(DATE);
        assertThat(HttpDate.parse(DATE)).hasValue(FILE.modified());
    }

    private static FileReply get(Map<String, String> headers) {
        return FileReply.to(true, name -> Optional.ofNullable(headers.get(name)), FILE);
    }
}
