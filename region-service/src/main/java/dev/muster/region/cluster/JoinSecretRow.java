package dev.muster.region.cluster;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "join_secrets")
class JoinSecretRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private byte[] hash;
    private Instant expires;

    @Column(name = "used_by")
    private @Nullable UUID usedBy;

    /// For JPA.
    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected JoinSecretRow() {}

    JoinSecretRow(byte[] hash, Instant expires) {
        this.hash = hash;
        this.expires = expires;
    }

    long id() {
        return id;
    }

    byte[] hash() {
        return hash;
    }

    boolean expiredAt(Instant now) {
        return now.isAfter(expires);
    }

    Optional<UUID> usedBy() {
        return Optional.ofNullable(usedBy);
    }

    void use(UUID cluster) {
        usedBy = cluster;
    }
}
