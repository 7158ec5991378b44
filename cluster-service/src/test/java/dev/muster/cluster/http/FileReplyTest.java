package dev.muster.cluster.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.http.MalformedHeader.Reason;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FileReplyTest {
    private static final FileVersion FILE =
            new FileVersion(1000, Instant.parse("2026-11-02T10:00:00Z"), true, Optional.of("\"abc\""));
    private static final String DATE = "Mon, 02 Nov 2026 10:00:00 GMT";
    private static final String LATER = "Mon, 02 Nov 2026 10:00:01 GMT";
    private static final String EARLIER = "Mon, 02 Nov 2026 09:59:59 GMT";
    private static final FileReply PART = new FileReply.Parts(List.of(new ByteRange(0, 10)));

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
        assertThat(FileReply.to(asked(false, range), FILE, 8)).isEqualTo(new FileReply.Whole());
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
    void rangeByADateThatIsNotSettledIsTheWholeFile() {
        var fresh = new FileVersion(1000, FILE.modified(), false, FILE.etag());
        var asked = asked(true, Map.of("Range", "bytes=0-9", "If-Range", DATE));

        assertThat(FileReply.to(asked, fresh, 8)).isEqualTo(new FileReply.Whole());
        assertThat(FileVersion.of(
                                new FileStamp(Path.of("f"), 1, FILE.modified().plusMillis(700)),
                                Optional.empty(),
                                FILE.modified().plusSeconds(1))
                        .settled())
                .isFalse();
    }

    @Test
    void preconditionsComeBeforeTheRangeAndInTheirOrder() {
        assertThat(get(Map.of("If-Match", "\"x\"", "If-None-Match", "\"abc\"", "Range", "bytes=0-9")))
                .isEqualTo(new FileReply.PreconditionFailed());
        assertThat(get(Map.of("If-Match", "\"abc\"", "If-Unmodified-Since", EARLIER, "If-None-Match", "\"abc\"")))
                .isEqualTo(new FileReply.NotModified());
        assertThat(get(Map.of("If-None-Match", "\"x\"", "Range", "bytes=1000-")))
                .isEqualTo(new FileReply.OutOfRange());
    }

    @Test
    void tagWithCommasIsOneTag() {
        assertThat(get(Map.of("If-None-Match", "\"a,b\" ,, W/\"abc\""))).isEqualTo(new FileReply.NotModified());
        assertThat(get(Map.of("If-None-Match", "\"a,\"abc\""))).isEqualTo(new FileReply.Whole());
    }

    @Test
    void headersThatBreakTheirGrammarAreToldAndPassedOver() {
        assertThat(get(Map.of("If-None-Match", "abc", "If-Unmodified-Since", "soon", "Range", "bytes=z")))
                .isEqualTo(new FileReply.Whole());
        assertThat(ignored).containsExactly(Reason.DATE, Reason.ENTITY_TAG, Reason.RANGE);
        assertThat(get(Map.of("If-Match", "abc"))).isEqualTo(new FileReply.PreconditionFailed());
    }

    @Test
    void versionWithoutATagMatchesNoTag() {
        var untagged = new FileVersion(1000, FILE.modified(), true, Optional.empty());

        assertThat(FileReply.to(asked(true, Map.of("If-None-Match", "\"abc\"")), untagged, 8))
                .isEqualTo(new FileReply.Whole());
        assertThat(FileReply.to(asked(true, Map.of("If-None-Match", "*")), untagged, 8))
                .isEqualTo(new FileReply.NotModified());
        assertThat(FileReply.to(asked(true, Map.of("Range", "bytes=0-1", "If-Range", "\"abc\"")), untagged, 8))
                .isEqualTo(new FileReply.Whole());
    }

    @Test
    void obsoleteDatesAreRead() throws Exception {
        var date = Instant.parse("1994-11-06T08:49:37Z");
        assertThat(HttpDate.parse("Sun, 06 Nov 1994 08:49:37 GMT")).isEqualTo(date);
        assertThat(HttpDate.parse("Sunday, 06-Nov-94 08:49:37 GMT")).isEqualTo(date);
        assertThat(HttpDate.parse("Sun Nov  6 08:49:37 1994")).isEqualTo(date);
        assertThat(HttpDate.parse("Wed Nov 16 08:49:37 1994")).isEqualTo(date.plus(Duration.ofDays(10)));
    }

    @Test
    void datesAreWrittenWithTwoDigits() throws Exception {
        assertThat(HttpDate.format(FILE.modified())).isEqualTo(DATE);
        assertThat(HttpDate.parse(DATE)).isEqualTo(FILE.modified());
    }

    private final List<Reason> ignored = new ArrayList<>();

    private FileReply get(Map<String, String> headers) {
        return FileReply.to(asked(true, headers), FILE, 8);
    }

    private FileReply.Conditions asked(boolean get, Map<String, String> headers) {
        return new FileReply.Conditions(get, name -> Optional.ofNullable(headers.get(name)), ignored::add);
    }
}
