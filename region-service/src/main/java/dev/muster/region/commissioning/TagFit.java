package dev.muster.region.commissioning;

import dev.muster.region.tags.TagDefinition;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Asks whether a tag's definition fits a machine, for as long as one may wait: an expression of few characters can
/// keep a processor busy for days.
final class TagFit {
    private static final int LONGEST = 2_000;

    /// An expression that is at work cannot be stopped. So many may be, those that nobody waits for any more included.
    private final Semaphore atWork = new Semaphore(4);

    private final Duration patience;

    TagFit(Duration patience) {
        this.patience = patience;
    }

    /// @throws UnreadableException if that cannot be told in time
    boolean of(String definition, byte[] lshw) throws UnreadableException {
        if (definition.length() > LONGEST) {
            throw new UnreadableException("has more than " + LONGEST + " characters");
        }
        try {
            if (!atWork.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new UnreadableException("has to wait for others that take too long");
            }
            var result = new CompletableFuture<Boolean>();
            Thread.ofPlatform().daemon().name("tag-fit").start(() -> evaluate(definition, lshw, result));
            return result.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new UnreadableException("takes longer than " + patience.toMillis() + " ms");
        } catch (ExecutionException e) {
            throw new UnreadableException("cannot be evaluated: " + e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UnreadableException("was interrupted");
        }
    }

    private void evaluate(String definition, byte[] lshw, CompletableFuture<Boolean> result) {
        try {
            result.complete(TagDefinition.fits(definition, lshw));
        } catch (RuntimeException e) {
            result.completeExceptionally(e);
        } finally {
            atWork.release();
        }
    }
}
