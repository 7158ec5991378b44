package dev.muster.region.events;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How much an event matters; numbers and words as in MAAS.
public enum EventLevel {
    DEBUG(10),
    INFO(20),
    WARNING(30),
    ERROR(40),
    CRITICAL(50);

    private final int number;

    EventLevel(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }

    static Optional<EventLevel> of(String word) {
        return Arrays.stream(values())
                .filter(level -> level.name().equals(word.toUpperCase(Locale.ROOT)))
                .findFirst();
    }

    static EventLevel ofNumber(int number) {
        return Arrays.stream(values())
                .filter(level -> level.number >= number)
                .findFirst()
                .orElse(CRITICAL);
    }
}
