package dev.muster.region.api;

import io.quarkus.vertx.http.runtime.filters.Filters;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Puts `Date` (RFC 9110 6.6.1) on every response. Machines with a wrong clock repair it from this header of a 401.
@ApplicationScoped
class DateHeader {
    private static final int BEFORE_ALL_OTHERS = 1000;
    private static final DateTimeFormatter IMF_FIXDATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private final Clock clock = Clock.systemUTC();
    private volatile Second latest = Second.of(Instant.EPOCH);

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    context.response().headers().set("Date", now());
                    context.next();
                },
                BEFORE_ALL_OTHERS);
    }

    private String now() {
        Instant now = clock.instant();
        Second known = latest;
        if (known.epoch() != now.getEpochSecond()) {
            known = Second.of(now);
            latest = known;
        }
        return known.text();
    }

    private record Second(long epoch, String text) {
        static Second of(Instant instant) {
            String text = IMF_FIXDATE.format(instant.atOffset(ZoneOffset.UTC));
            return new Second(instant.getEpochSecond(), text);
        }
    }
}
