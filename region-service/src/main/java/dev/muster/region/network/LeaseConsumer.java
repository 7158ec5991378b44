package dev.muster.region.network;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.muster.model.event.LeaseRecord;
import dev.muster.model.event.Topics;
import dev.muster.region.feed.DeadLetters;
import dev.muster.region.feed.Subscription;
import dev.muster.region.feed.TopicFeed;
import dev.muster.region.feed.UnusableRecord;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Objects;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Reads the clusters' leases. Storing one twice does no harm.
@ApplicationScoped
class LeaseConsumer {
    private static final Subscription LEASES =
            new Subscription(Topics.LEASE, "muster-region-leases", 500, "leases", "leases wait");

    /// Ten thousand years: what a lease that never ends has left.
    private static final long LONGEST_SECONDS = 10_000L * 366 * 24 * 3600;

    private final Leases leases;
    private final ObjectMapper mapper;
    private final TopicFeed feed;

    LeaseConsumer(
            Leases leases,
            ObjectMapper mapper,
            @ConfigProperty(name = "kafka.bootstrap.servers") String brokers,
            DeadLetters dead) {
        this.leases = leases;
        this.mapper = mapper;
        feed = new TopicFeed(
                LEASES,
                brokers,
                batch -> batch.forEach(record -> store(String.valueOf(record.key()), record.value())),
                dead);
    }

    void start(@Observes StartupEvent startup) {
        feed.start();
    }

    void stop(@Observes ShutdownEvent shutdown) throws InterruptedException {
        feed.stop();
    }

    /// @param key `<cluster uuid>/<address>`
    /// @param value null for a lease that is gone
    private void store(String key, byte @Nullable [] value) {
        if (value == null) {
            int slash = key.indexOf('/');
            leases.forget(cluster(key.substring(0, Math.max(0, slash))), key.substring(slash + 1));
        } else {
            leases.store(lease(value));
        }
    }

    private static UUID cluster(String text) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException e) {
            throw UnusableRecord.no("cluster", e);
        }
    }

    private LeaseRecord lease(byte[] value) {
        try {
            return whole(mapper.readValue(value, LeaseRecord.class));
        } catch (IOException | IllegalArgumentException | NullPointerException e) {
            throw UnusableRecord.no("lease", e);
        }
    }

    /// Its JSON may lack anything; what is no address would break every query over leases.
    private static LeaseRecord whole(LeaseRecord lease) {
        Objects.requireNonNull(lease.cluster(), "no cluster");
        Objects.requireNonNull(lease.mac(), "no mac");
        Objects.requireNonNull(lease.expires(), "no expires");
        if (InetAddress.ofLiteral(Objects.requireNonNull(lease.address(), "no address")) instanceof Inet6Address v6
                && v6.isLinkLocalAddress()) {
            throw new IllegalArgumentException("a link-local address");
        }
        if (lease.secondsLeft() != null && (lease.secondsLeft() < 0 || lease.secondsLeft() > LONGEST_SECONDS)) {
            throw new IllegalArgumentException("no time that is left");
        }
        return lease;
    }
}
