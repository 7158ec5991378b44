package dev.muster.cluster.boot;

import dev.muster.model.boot.BootAnswer;
import dev.muster.model.boot.CachedBootAnswer;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Optional;

/// A cache that keeps nothing: every answer is the region's.
public final class ForgetfulCache implements BootAnswerCache {
    @Override
    public Optional<BootAnswer> lastOf(MacAddress mac) {
        return Optional.empty();
    }

    @Override
    public void answered(MacAddress mac, BootAnswer answer, Instant askedAt) {}

    @Override
    public void published(CachedBootAnswer news, Instant publishedAt) {}

    @Override
    public void forget(MacAddress mac) {}
}
