package dev.muster.region.cluster;

import dev.muster.region.auth.ClusterCredentials;
import dev.muster.region.secrets.Tokens;
import dev.muster.region.sql.Conditions;
import dev.muster.region.sql.Sql;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.UUID;

/// Checks cluster tokens against the hashes in the database: one statement, for it stands before every call of a
/// machine.
@ApplicationScoped
class StoredClusterCredentials implements ClusterCredentials {
    private final Sql database;

    StoredClusterCredentials(Sql database) {
        this.database = database;
    }

    @Override
    public Optional<Known> opened(UUID cluster, String token) {
        return new Conditions()
                .and("uuid = ? and status = ?", cluster, ClusterStatus.ACCEPTED.number())
                .readOne(
                        database,
                        "select id, http_port, token_hash from clusters",
                        row -> new Found(
                                row.getBytes("token_hash"),
                                new Known(cluster, row.getLong("id"), row.getInt("http_port"))))
                .filter(found -> Tokens.matches(token, found.tokenHash()))
                .map(Found::cluster);
    }

    @SuppressWarnings("ArrayRecordComponent") // only read
    private record Found(byte[] tokenHash, Known cluster) {
        @Override
        public String toString() {
            return "Found[cluster=" + cluster + "]";
        }
    }
}
