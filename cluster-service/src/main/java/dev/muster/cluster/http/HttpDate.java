package dev.muster.cluster.http;

import dev.muster.cluster.http.MalformedHeader.Reason;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.chrono.IsoChronology;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;

/// HTTP-date of RFC 9110 5.6.7: IMF-fixdate is written, the two obsolete forms are read too. The JDK's RFC 1123
/// format writes days of one digit, which IMF-fixdate is not.
final class HttpDate {
    private static final int LONGEST = "Wednesday, 02-Nov-26 10:00:00 GMT".length();
    private static final DateTimeFormatter FIXDATE = utc("EEE, dd MMM yyyy HH:mm:ss 'GMT'");
    private static final DateTimeFormatter ASCTIME = utc("EEE MMM ppd HH:mm:ss yyyy");

    private HttpDate() {}

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern, Locale.ENGLISH).withZone(ZoneOffset.UTC);
    }

    /// A year of two digits that seems more than 50 years ahead is in the past.
    private static DateTimeFormatter rfc850(Instant now) {
        int earliest = now.atZone(ZoneOffset.UTC).getYear() - 49;
        return new DateTimeFormatterBuilder()
                .appendPattern("EEEE, dd-MMM-")
                .appendValueReduced(ChronoField.YEAR, 2, 2, IsoChronology.INSTANCE.date(earliest, 1, 1))
                .appendPattern(" HH:mm:ss 'GMT'")
                .toFormatter(Locale.ENGLISH)
                .withZone(ZoneOffset.UTC);
    }

    static String format(Instant instant) {
        return FIXDATE.format(instant);
    }

    static Instant parse(String header) throws MalformedHeader {
        String text = header.strip();
        if (text.isEmpty() || text.length() > LONGEST) {
            throw new MalformedHeader(Reason.DATE);
        }
        int comma = text.indexOf(',');
        try {
            DateTimeFormatter form = comma < 0 ? ASCTIME : comma == 3 ? FIXDATE : rfc850(Instant.now());
            return form.parse(text, Instant::from);
        } catch (DateTimeException broken) {
            throw new MalformedHeader(Reason.DATE);
        }
    }
}
