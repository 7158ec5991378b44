package dev.muster.region.account;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.account.LoginGuard.Login;
import dev.muster.region.api.ApiException;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LoginGuardTest {
    private static final Supplier<Optional<Long>> WRONG = Optional::empty;

    private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final LoginGuard guard = new LoginGuard(
            new SmallRyeConfigBuilder()
                    .withMapping(LoginSettings.class)
                    .withDefaultValue("muster.login.wrong-per-address", "30")
                    .build()
                    .getConfigMapping(LoginSettings.class),
            now::get,
            meters);

    private static Optional<Long> right() {
        return Optional.of(7L);
    }

    private int status(String user, String address, Supplier<Optional<Long>> check) {
        try {
            guard.passed(new Login(user, address), check);
            return 200;
        } catch (ApiException e) {
            return e.status();
        }
    }

    private double refused(String reason) {
        return meters.get("muster.logins.refused")
                .tag("reason", reason)
                .counter()
                .count();
    }

    @Test
    void whoGuessesIsHeldBackAndComesBackSlowly() {
        for (int i = 0; i < 10; i++) {
            assertThat(status("ann", "10.0.0.9", WRONG)).isEqualTo(403);
        }
        assertThatThrownBy(() -> guard.passed(new Login("ann", "10.0.0.9"), LoginGuardTest::right))
                .isInstanceOfSatisfying(ApiException.class, e -> {
                    assertThat(e.status()).isEqualTo(429);
                    assertThat(e.retryAfter()).hasValue(7);
                });
        assertThat(refused("password")).isEqualTo(10);
        assertThat(refused("limit")).isEqualTo(1);

        now.set(now.get().plusSeconds(6));
        assertThat(status("ann", "10.0.0.9", WRONG)).isEqualTo(403);
        assertThat(status("ann", "10.0.0.9", WRONG)).isEqualTo(429);
    }

    @Test
    void nobodyShutsAUserOutFromElsewhere() {
        for (int i = 0; i < 100; i++) {
            status("ann", "10.0.0.9", WRONG);
        }
        assertThat(status("ann", "10.0.0.1", LoginGuardTest::right)).isEqualTo(200);
    }

    @Test
    void addressThatTriesOneUserAfterTheOtherIsHeldBack() {
        for (int i = 0; i < 30; i++) {
            assertThat(status("user" + i, "10.0.0.9", WRONG)).isEqualTo(403);
        }
        assertThat(status("ann", "10.0.0.9", LoginGuardTest::right)).isEqualTo(429);
    }

    @Test
    void whoIsKnownAtAnAddressIsNotHeldBackByOthersThere() {
        assertThat(status("ann", "10.0.0.9", LoginGuardTest::right)).isEqualTo(200);
        for (int i = 0; i < 100; i++) {
            status("user" + i, "10.0.0.9", WRONG);
        }
        assertThat(status("ann", "10.0.0.9", LoginGuardTest::right)).isEqualTo(200);
    }

    @Test
    void rightPasswordsAreNotCounted() {
        for (int i = 0; i < 100; i++) {
            assertThat(status("ann", "10.0.0.1", LoginGuardTest::right)).isEqualTo(200);
            assertThat(status("user" + i, "10.0.0.1", LoginGuardTest::right)).isEqualTo(200);
        }
    }

    @Test
    void triesAtOnceAreCountedBeforeTheyAreChecked() throws Exception {
        var checks = new AtomicInteger();
        var open = new CountDownLatch(1);
        var tries = new ArrayList<Future<Integer>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                tries.add(threads.submit(() -> status("ann", "10.0.0.9", () -> {
                    checks.incrementAndGet();
                    awaited(open);
                    return Optional.empty();
                })));
            }
            await("all that are too many are refused").until(() -> refused("limit") == 40);
            open.countDown();
        }
        assertThat(checks).hasValue(10);
        for (Future<Integer> one : tries) {
            assertThat(one.get()).isIn(403, 429);
        }
    }

    @Test
    void whoIsKnownDoesNotWaitForStrangers() throws Exception {
        assertThat(status("ann", "10.0.0.1", LoginGuardTest::right)).isEqualTo(200);
        var open = new CountDownLatch(1);
        var busy = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String stranger : List.of("10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.4", "10.1.0.5", "10.1.0.6")) {
                threads.execute(() -> status("ann", stranger, () -> {
                    busy.incrementAndGet();
                    awaited(open);
                    return Optional.empty();
                }));
            }
            await("strangers have all their places").until(() -> busy.get() == 2);
            try {
                assertThat(status("ann", "10.0.0.1", LoginGuardTest::right)).isEqualTo(200);
                assertThat(busy).hasValue(2);
            } finally {
                open.countDown();
            }
        }
    }

    /// He has an account of his own, and logs in between his guesses.
    @Test
    void aLoginOfHisOwnBuysNobodyFurtherGuesses() {
        assertThat(status("mallory", "10.3.0.1", LoginGuardTest::right)).isEqualTo(200);
        for (int i = 0; i < 30; i++) {
            assertThat(status("user-" + i, "10.3.0.1", WRONG)).isEqualTo(403);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(status("mallory", "10.3.0.1", LoginGuardTest::right)).isEqualTo(200);
            assertThat(status("another-" + i, "10.3.0.1", WRONG)).isEqualTo(429);
        }
    }

    @Test
    void whoIsHeldBackPushesOutNobodysCount() {
        assertThat(status("ann", "10.4.0.1", LoginGuardTest::right)).isEqualTo(200);
        for (int i = 0; i < 10; i++) {
            assertThat(status("ann", "10.4.0.1", WRONG)).isEqualTo(403);
        }
        assertThat(status("ann", "10.4.0.1", WRONG)).isEqualTo(429);
        for (int i = 0; i < 11_000; i++) {
            status("user-" + i, "10.4.0.1", WRONG);
        }
        assertThat(status("ann", "10.4.0.1", WRONG)).isEqualTo(429);
    }

    @Test
    void whatIsRememberedOfALongNameIsShort() {
        assertThat(LoginGuard.key(new Login("x".repeat(1 << 20), "10.5.0.1"))).hasSizeLessThan(64);
    }

    @Test
    void tooManyThatWaitAreToldSo() throws Exception {
        var open = new CountDownLatch(1);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 150; i++) {
                String address = "10.2.0." + i;
                threads.execute(() -> status("ann", address, () -> {
                    awaited(open);
                    return Optional.empty();
                }));
            }
            await("those beyond the queue are refused").until(() -> refused("crowd") >= 40);
            open.countDown();
        }
    }

    private static void awaited(CountDownLatch latch) {
        try {
            assertThat(latch.await(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS))
                    .isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void whoPassesIsWhoWasFound() {
        assertThat(guard.passed(new Login("ann", "10.0.0.1"), LoginGuardTest::right))
                .isEqualTo(7);
    }
}
