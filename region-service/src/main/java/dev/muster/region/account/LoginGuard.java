package dev.muster.region.account;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.muster.region.limits.CallLimit;
import dev.muster.region.refusal.RefusedException;
import dev.muster.region.secrets.Tokens;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jboss.logging.Logger;

/// Stands between those who guess passwords and those who know them.
///
/// Who guesses is slowed by what he is known by, his address, and never by whom he names: nobody can shut a user out
/// from elsewhere. Who has logged in from an address before waits for no stranger: there is a place for such alone.
@ApplicationScoped
class LoginGuard {
    private static final Logger LOG = Logger.getLogger(LoginGuard.class);

    private static final int REMEMBERED = 10_000;

    /// A password costs a tenth of a second of a processor to check, on purpose.
    private static final int AT_ONCE = 2;

    private static final int MOST_WAITING = 100;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final CallLimit wrongPerUser;
    private final CallLimit wrongPerAddress;
    private final InstantSource time;
    private final Semaphore strangers = new Semaphore(AT_ONCE, true);
    private final Semaphore friends = new Semaphore(AT_ONCE, true);
    private final Counter wrong;
    private final Counter limited;
    private final Counter crowded;

    private final Cache<Login, Boolean> known = Caffeine.newBuilder()
            .maximumSize(REMEMBERED)
            .executor(Runnable::run)
            .build();

    LoginGuard(LoginSettings settings, InstantSource time, MeterRegistry meters) {
        this.wrongPerUser = new CallLimit(settings.wrongPerUser(), REMEMBERED);
        this.wrongPerAddress = new CallLimit(settings.wrongPerAddress(), REMEMBERED);
        this.time = time;
        this.wrong = refusals(meters, "password");
        this.limited = refusals(meters, "limit");
        this.crowded = refusals(meters, "crowd");
    }

    private static Counter refusals(MeterRegistry meters, String reason) {
        return Counter.builder("muster.logins.refused")
                .description(
                        "Logins by password that were refused: wrong password, too many wrong ones, too many at once")
                .tag("reason", reason)
                .register(meters);
    }

    /// @param user as he is called by who wants to log in
    /// @param address from where, as text
    record Login(String user, String address) {}

    /// @param check whether the password is right; costs time
    /// @throws RefusedException if it is wrong, if there were too many wrong ones, or if too many wait
    long passed(Login login, Supplier<Optional<Long>> check) {
        boolean countedForAddress = count(login);
        Optional<Long> user = checked(login, check);
        if (user.isEmpty()) {
            wrong.increment();
            LOG.infof("wrong password: user %s, from %s", shown(login.user()), login.address());
            throw RefusedException.forbidden("Wrong user name or password.");
        }
        wrongPerUser.forget(key(login));
        if (countedForAddress) {
            wrongPerAddress.giveBack(login.address());
        }
        known.put(login, true);
        return user.get();
    }

    /// Every try counts as a wrong one until it was right, so that many at once are not let through. A friend is not
    /// held back by others of his address. Who is held back by his address is not counted by name as well: he would
    /// push out the counts of others.
    ///
    /// @return whether it was counted for the address
    private boolean count(Login login) {
        Duration address = wrongPerAddress.delay(login.address(), time.instant());
        boolean heldBack = address.isPositive() && !isKnown(login);
        Duration delay = heldBack ? address : wrongPerUser.delay(key(login), time.instant());
        if (delay.isPositive()) {
            limited.increment();
            LOG.debugf("too many wrong passwords: user %s, from %s", shown(login.user()), login.address());
            throw RefusedException.tooMany("Too many wrong passwords; try again later.", delay.plusSeconds(1));
        }
        return !address.isPositive();
    }

    private Optional<Long> checked(Login login, Supplier<Optional<Long>> check) {
        Semaphore places = isKnown(login) ? friends : strangers;
        if (!taken(places)) {
            crowded.increment();
            throw RefusedException.busy("Others are logging in; try again.", Duration.ofSeconds(1));
        }
        try {
            return check.get();
        } finally {
            places.release();
        }
    }

    private static boolean taken(Semaphore places) {
        try {
            return places.getQueueLength() < MOST_WAITING
                    && places.tryAcquire(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean isKnown(Login login) {
        return known.getIfPresent(login) != null;
    }

    /// Short, whatever is said to be a user's name.
    static String key(Login login) {
        return Base64.getEncoder().encodeToString(Tokens.hash(login.address() + ' ' + login.user()));
    }

    private static String shown(String user) {
        String plain = user.replaceAll("[^\\x21-\\x7e]", "?");
        return plain.length() > 80 ? plain.substring(0, 80) + "…" : plain;
    }
}
