package dev.muster.region.boot;

import dev.muster.region.auth.CallingCluster;
import dev.muster.region.limits.CallLimit;
import dev.muster.region.refusal.RefusedException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.time.InstantSource;

/// Bounds how often those ask who show no cluster's credentials.
@ApplicationScoped
@Startup
class AnonymousCalls {
    private static final int ADDRESSES = 10_000;

    private final CallLimit limit;
    private final CallingCluster cluster;
    private final HttpServerRequest connection;
    private final Counter refused;

    AnonymousCalls(BootSettings settings, CallingCluster cluster, HttpServerRequest connection, MeterRegistry meters) {
        if (settings.anonymousCalls() < 1) {
            throw new IllegalArgumentException("muster.boot.anonymous-calls: at least 1");
        }
        this.limit = new CallLimit(settings.anonymousCalls(), ADDRESSES);
        this.cluster = cluster;
        this.connection = connection;
        this.refused = Counter.builder("muster.pxeconfig.limited")
                .description(
                        "Calls of pxeconfig without credentials that were refused, because their address made too many")
                .register(meters);
    }

    /// @throws RefusedException if this call is too many
    void count() {
        if (cluster.isPresent()) {
            return;
        }
        String address = connection.remoteAddress().hostAddress();
        Duration delay = limit.delay(address, InstantSource.system().instant());
        if (delay.isPositive()) {
            refused.increment();
            throw RefusedException.tooMany("Too many calls without a cluster's credentials.", delay.plusSeconds(1));
        }
    }
}
