package dev.muster.region.cluster;

import dev.muster.region.auth.ClusterCredentials;
import dev.muster.region.auth.Tokens;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.util.UUID;

/// Checks cluster tokens against the hashes in the database.
@ApplicationScoped
class StoredClusterCredentials implements ClusterCredentials {
    private final ClusterRows rows;

    StoredClusterCredentials(ClusterRows rows) {
        this.rows = rows;
    }

    @Override
    @Transactional
    public boolean valid(UUID cluster, String token) {
        return rows.byUuid(cluster)
                .filter(row -> row.status() == ClusterStatus.ACCEPTED)
                .filter(row -> Tokens.matches(token, row.tokenHash()))
                .isPresent();
    }
}
