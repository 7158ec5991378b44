package dev.muster.region.cluster;

import dev.muster.model.cluster.ClusterConfig;
import dev.muster.model.cluster.ClusterRegistration;
import dev.muster.model.cluster.ClusterWelcome;
import dev.muster.region.network.Subnets;
import dev.muster.region.refusal.RefusedException;
import dev.muster.region.secrets.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Lets clusters in: the first time by a secret that works once, afterwards by the token that the cluster was
/// given.
@ApplicationScoped
class Joining {
    private final ClusterRows clusters;
    private final JoinSecretRows secrets;
    private final Subnets subnets;
    private final ClusterConfigs configs;
    private final ClusterSettings settings;
    private final Clock clock = Clock.systemUTC();

    Joining(
            ClusterRows clusters,
            JoinSecretRows secrets,
            Subnets subnets,
            ClusterConfigs configs,
            ClusterSettings settings) {
        this.clusters = clusters;
        this.secrets = secrets;
        this.subnets = subnets;
        this.configs = configs;
        this.settings = settings;
    }

    @Transactional
    NewSecret secret() {
        String secret = Tokens.random(32);
        Instant expires = clock.instant().plus(settings.joinSecretLifetime());
        secrets.persist(new JoinSecretRow(Tokens.hash(secret), expires));
        return new NewSecret(secret, expires);
    }

    /// A cluster that the region does not know, or that lost its token.
    @Transactional
    ClusterWelcome join(ClusterRegistration registration, String secret) {
        use(secret, registration.uuid());
        String token = Tokens.random(48);
        ClusterRow row = clusters.locked(registration.uuid()).orElseGet(() -> newRow(registration));
        row.tokenHash(Tokens.hash(token));
        return registered(row, registration, token);
    }

    /// A cluster that showed its token: it has restarted.
    @Transactional
    ClusterWelcome back(ClusterRegistration registration) {
        ClusterRow row = clusters.locked(registration.uuid())
                .orElseThrow(() -> Clusters.unknown(registration.uuid().toString()));
        row.seen();
        return registered(row, registration, null);
    }

    private ClusterWelcome registered(ClusterRow row, ClusterRegistration registration, @Nullable String token) {
        row.registered(registration.name(), registration.httpPort());
        subnets.addMissing(row.id(), registration.interfaces());
        ClusterConfig config = configs.publish(row);
        int heartbeat = Math.toIntExact(settings.heartbeat().toSeconds());
        return new ClusterWelcome(token, config, heartbeat);
    }

    private ClusterRow newRow(ClusterRegistration registration) {
        var row = new ClusterRow(
                registration.uuid(), registration.name(), registration.httpPort(), Tokens.hash(Tokens.random(48)));
        clusters.persistAndFlush(row);
        return row;
    }

    /// A secret works for the same cluster again as long as that cluster has not shown the token it got: the answer
    /// to its first try may have been lost.
    private void use(String secret, UUID cluster) {
        JoinSecretRow row = secrets.locked(Tokens.hash(secret))
                .orElseThrow(() -> RefusedException.forbidden("The join secret is wrong."));
        if (row.expiredAt(clock.instant())) {
            throw RefusedException.forbidden("The join secret has expired.");
        }
        boolean repeated = row.usedBy().filter(cluster::equals).isPresent()
                && clusters.byUuid(cluster)
                        .filter(joined -> joined.lastSeen().isEmpty())
                        .isPresent();
        if (row.usedBy().isPresent() && !repeated) {
            throw RefusedException.forbidden("The join secret has been used.");
        }
        row.use(cluster);
    }

    /// A secret as it is shown once.
    record NewSecret(String secret, Instant expires) {
        @Override
        public String toString() {
            return "NewSecret[expires=" + expires + "]";
        }
    }
}
