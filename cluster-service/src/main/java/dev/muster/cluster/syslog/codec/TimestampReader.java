package dev.muster.cluster.syslog.codec;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// The time in front of an RFC 3164 message: `Nov 22 10:00:00`, `Nov  2 10:00:00.123`, `Nov 22 2026 10:00:00`,
/// each with a colon behind it from some routers; or ISO 8601, without a zone as loggen has it.
final class TimestampReader {
    private static final String MONTHS = "JanFebMarAprMayJunJulAugSepOctNovDec";
    private static final int LONGEST_ISO = 40;
    private static final Duration CLOCK_AHEAD = Duration.ofDays(31);

    private final String text;
    private final Instant receivedAt;
    private int at;
    private Optional<Instant> instant = Optional.empty();

    TimestampReader(String text, int start, Instant receivedAt) {
        this.text = text;
        this.at = start;
        this.receivedAt = receivedAt;
    }

    /// Whether there is a time; if not, nothing was consumed that matters.
    boolean read() {
        int start = at;
        boolean found = isDigit(start) ? readIso() : readMonthName();
        if (!found) {
            at = start;
        }
        return found;
    }

    /// Empty for a time that no calendar has, such as `Feb 31`.
    Optional<Instant> instant() {
        return instant;
    }

    /// Behind the time and one space.
    int end() {
        return at;
    }

    private boolean readMonthName() {
        if (text.length() < at + 14 || text.charAt(at + 3) != ' ') {
            return false;
        }
        int month = MONTHS.indexOf(text.substring(at, at + 3));
        if (month < 0 || month % 3 != 0) {
            return false;
        }
        at += text.charAt(at + 4) == ' ' ? 5 : 4;
        int day = number(2);
        boolean yearNext = day > 0 && skip(' ') && isDigit(at + 2) && isDigit(at + 3);
        int year = yearNext ? number(4) : 0;
        if (day <= 0 || (yearNext && !skip(' '))) {
            return false;
        }
        return readClock(year, month / 3 + 1, day);
    }

    private boolean readClock(int year, int month, int day) {
        int hour = number(2);
        int minute = skip(':') ? number(2) : -1;
        int second = skip(':') ? number(2) : -1;
        if (hour < 0 || minute < 0 || second < 0) {
            return false;
        }
        int nanos = skip('.') ? fraction() : 0;
        skip(':');
        if (!skip(' ') && at < text.length()) {
            return false;
        }
        instant = instant(year, month, day, hour, minute, second, nanos);
        return true;
    }

    private Optional<Instant> instant(int year, int month, int day, int hour, int minute, int second, int nanos) {
        try {
            if (year != 0) {
                return Optional.of(utc(year, month, day, hour, minute, second, nanos));
            }
            int thisYear = receivedAt.atOffset(ZoneOffset.UTC).getYear();
            Instant guess = utc(thisYear, month, day, hour, minute, second, nanos);
            return Optional.of(
                    guess.isAfter(receivedAt.plus(CLOCK_AHEAD))
                            ? utc(thisYear - 1, month, day, hour, minute, second, nanos)
                            : guess);
        } catch (DateTimeException noSuchDay) {
            return Optional.empty();
        }
    }

    private static Instant utc(int year, int month, int day, int hour, int minute, int second, int nanos) {
        return LocalDateTime.of(year, month, day, hour, minute, second, nanos).toInstant(ZoneOffset.UTC);
    }

    private boolean readIso() {
        int end = text.indexOf(' ', at);
        int stop = end < 0 ? text.length() : end;
        if (stop - at > LONGEST_ISO || stop - at < 19 || text.charAt(at + 10) != 'T') {
            return false;
        }
        String time = text.substring(at, stop);
        instant = iso(time).or(() -> iso(time + "Z"));
        at = Math.min(stop + 1, text.length());
        return instant.isPresent();
    }

    static Optional<Instant> iso(String text) {
        try {
            return Optional.of(OffsetDateTime.parse(text).toInstant());
        } catch (DateTimeParseException none) {
            return Optional.empty();
        }
    }

    private boolean skip(char c) {
        if (at < text.length() && text.charAt(at) == c) {
            at++;
            return true;
        }
        return false;
    }

    private int number(int digits) {
        int value = isDigit(at) ? 0 : -1;
        for (int i = 0; i < digits && isDigit(at); i++) {
            value = value * 10 + text.charAt(at++) - '0';
        }
        return value;
    }

    private int fraction() {
        int nanos = 0;
        for (int scale = 100_000_000; isDigit(at); scale /= 10) {
            nanos += scale * (text.charAt(at++) - '0');
        }
        return nanos;
    }

    private boolean isDigit(int index) {
        return index < text.length() && text.charAt(index) >= '0' && text.charAt(index) <= '9';
    }
}
