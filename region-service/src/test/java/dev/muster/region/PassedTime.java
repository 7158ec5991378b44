package dev.muster.region;

import io.quarkus.test.junit.QuarkusMock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;

/// A clock that goes on when the test says so. It is in the application until the test ends.
public final class PassedTime implements InstantSource {
    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.now());

    private PassedTime() {}

    public static PassedTime installed() {
        var time = new PassedTime();
        QuarkusMock.installMockForType(time, InstantSource.class);
        return time;
    }

    @Override
    public Instant instant() {
        return now.get();
    }

    public void pass(Duration time) {
        now.updateAndGet(instant -> instant.plus(time));
    }
}
