package dev.muster.cluster.http;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/// IMF-fixdate of RFC 9110 5.6.7; the JDK's RFC 1123 format writes days of one digit, which that is not.
final class HttpDate {
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private HttpDate() {}

    static String format(Instant instant) {
        return FORMAT.format(instant);
    }

    static Optional<Instant> parse(String text) {
        try {
            return Optional.of(FORMAT.parse(text.strip(), Instant::from));
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }
}
