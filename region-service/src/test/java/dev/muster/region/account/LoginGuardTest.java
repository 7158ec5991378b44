package dev.muster.region.account;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.region.account.LoginGuard.Login;
import dev.muster.region.refusal.Refusal;
import dev.muster.region.refusal.RefusedException;
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

    private enum Outcome {
        PASSED,
        WRONG,
        HELD_BACK,
        CROWDED
    }

    private Outcome outcome(String user, String address, Supplier<Optional<Long>> check) {
        try {
            guard.passed(new Login(user, address), check);
            return Outcome.PASSED;
        } catch (RefusedException e) {
            return switch (e.refusal()) {
                case Refusal.Forbidden _ -> Outcome.WRONG;
                case Refusal.TooMany _ -> Outcome.HELD_BACK;
                case Refusal.Busy _ -> Outcome.CROWDED;
                default -> throw e;
            };
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
            assertThat(outcome("ann", "10.0.0.9", WRONG)).isEqualTo(Outcome.WRONG);
        }
        assertThatThrownBy(() -> guard.passed(new Login("ann", "10.0.0.9"), LoginGuardTest::right))
                .isInstanceOfSatisfying(RefusedException.class, e -> {
                    assertThat(e.refusal())
                            .isEqualTo(new Refusal.TooMany(
                                    "Too many wrong passwords; try again later.", Duration.ofSeconds(7)));
                });
        assertThat(refused("password")).isEqualTo(10);
        assertThat(refused("limit")).isEqualTo(1);

        now.set(now.get().plusSeconds(6));
        assertThat(outcome("ann", "10.0.0.9", WRONG)).isEqualTo(Outcome.WRONG);
        assertThat(outcome("ann", "10.0.0.9", WRONG)).isEqualTo(Outcome.HELD_BACK);
    }

    @Test
    void nobodyShutsAUserOutFromElsewhere() {
        for (int i = 0; i < 100; i++) {
            outcome("ann", "10.0.0.9", WRONG);
        }
        assertThat(outcome("ann", "10.0.0.1", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
    }

    @Test
    void addressThatTriesOneUserAfterTheOtherIsHeldBack() {
        for (int i = 0; i < 30; i++) {
            assertThat(outcome("user" + i, "10.0.0.9", WRONG)).isEqualTo(Outcome.WRONG);
        }
        assertThat(outcome("ann", "10.0.0.9", LoginGuardTest::right)).isEqualTo(Outcome.HELD_BACK);
    }

    @Test
    void whoIsKnownAtAnAddressIsNotHeldBackByOthersThere() {
        assertThat(outcome("ann", "10.0.0.9", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
        for (int i = 0; i < 100; i++) {
            outcome("user" + i, "10.0.0.9", WRONG);
        }
        assertThat(outcome("ann", "10.0.0.9", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
    }

    @Test
    void rightPasswordsAreNotCounted() {
        for (int i = 0; i < 100; i++) {
            assertThat(outcome("ann", "10.0.0.1", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
            assertThat(outcome("user" + i, "10.0.0.1", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
        }
    }

    @Test
    void triesAtOnceAreCountedBeforeTheyAreChecked() throws Exception {
        var checks = new AtomicInteger();
        var open = new CountDownLatch(1);
        var tries = new ArrayList<Future<Outcome>>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 50; i++) {
                tries.add(threads.submit(() -> outcome("ann", "10.0.0.9", () -> {
                    checks.incrementAndGet();
                    awaited(open);
                    return Optional.empty();
                })));
            }
            await("all that are too many are refused").until(() -> refused("limit") == 40);
            open.countDown();
        }
        assertThat(checks).hasValue(10);
        for (Future<Outcome> one : tries) {
            assertThat(one.get()).isIn(Outcome.WRONG, Outcome.HELD_BACK);
        }
    }

    @Test
    void whoIsKnownDoesNotWaitForStrangers() throws Exception {
        assertThat(outcome("ann", "10.0.0.1", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
        var open = new CountDownLatch(1);
        var busy = new AtomicInteger();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (String stranger : List.of("10.1.0.1", "10.1.0.2", "10.1.0.3", "10.1.0.4", "10.1.0.5", "10.1.0.6")) {
                threads.execute(() -> outcome("ann", stranger, () -> {
                    busy.incrementAndGet();
                    awaited(open);
                    return Optional.empty();
                }));
            }
            await("strangers have all their places").until(() -> busy.get() == 2);
            try {
                assertThat(outcome("ann", "10.0.0.1", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
                assertThat(busy).hasValue(2);
            } finally {
                open.countDown();
            }
        }
    }

    /// He has an account of his own, and logs in between his guesses.
    @Test
    void aLoginOfHisOwnBuysNobodyFurtherGuesses() {
        assertThat(outcome("mallory", "10.3.0.1", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
        for (int i = 0; i < 30; i++) {
            assertThat(outcome("user-" + i, "10.3.0.1", WRONG)).isEqualTo(Outcome.WRONG);
        }
        for (int i = 0; i < 5; i++) {
            assertThat(outcome("mallory", "10.3.0.1", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
            assertThat(outcome("another-" + i, "10.3.0.1", WRONG)).isEqualTo(Outcome.HELD_BACK);
        }
    }

    @Test
    void whoIsHeldBackPushesOutNobodysCount() {
        assertThat(outcome("ann", "10.4.0.1", LoginGuardTest::right)).isEqualTo(Outcome.PASSED);
        for (int i = 0; i < 10; i++) {
            assertThat(outcome("ann", "10.4.0.1", WRONG)).isEqualTo(Outcome.WRONG);
        }
        assertThat(outcome("ann", "10.4.0.1", WRONG)).isEqualTo(Outcome.HELD_BACK);
        for (int i = 0; i < 11_000; i++) {
            outcome("user-" + i, "10.4.0.1", WRONG);
        }
        assertThat(outcome("ann", "10.4.0.1", WRONG)).isEqualTo(Outcome.HELD_BACK);
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
                threads.execute(() -> outcome("ann", address, () -> {
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
