package dev.muster.region.cluster;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A row of `clusters`. The status is stored as its ordinal, which is MAAS's number.
@Entity
@Table(name = "clusters")
class ClusterRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private UUID uuid;
    private String name = "";

    @Column(name = "cluster_name")
    private String clusterName;

    @Enumerated
    private ClusterStatus status = ClusterStatus.ACCEPTED;

    @Column(name = "http_port")
    private int httpPort;

    @Column(name = "token_hash")
    private byte[] tokenHash;

    @Column(name = "config_version")
    private long configVersion;

    @Column(name = "one_boot")
    private boolean oneBoot;

    @Column(name = "last_seen")
    private @Nullable Instant lastSeen;

    /// For JPA.
    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected ClusterRow() {}

    ClusterRow(UUID uuid, String clusterName, int httpPort, byte[] tokenHash) {
        this.uuid = uuid;
        this.clusterName = clusterName;
        this.httpPort = httpPort;
        this.tokenHash = tokenHash;
    }

    long id() {
        return id;
    }

    UUID uuid() {
        return uuid;
    }

    String clusterName() {
        return clusterName;
    }

    ClusterStatus status() {
        return status;
    }

    boolean oneBoot() {
        return oneBoot;
    }

    byte[] tokenHash() {
        return tokenHash;
    }

    long configVersion() {
        return configVersion;
    }

    Optional<Instant> lastSeen() {
        return Optional.ofNullable(lastSeen);
    }

    void tokenHash(byte[] hash) {
        tokenHash = hash;
    }

    void configVersion(long version) {
        configVersion = version;
    }

    void registered(String newName, int newPort) {
        clusterName = newName;
        httpPort = newPort;
    }

    void seen() {
        lastSeen = Instant.now();
    }

    void change(ClusterChange change) {
        change.name().ifPresent(text -> name = text);
        change.clusterName().ifPresent(text -> clusterName = text);
        change.status().ifPresent(next -> status = next);
        change.oneBoot().ifPresent(next -> oneBoot = next);
    }

    Cluster toCluster() {
        return new Cluster(id, uuid, name, clusterName, status, httpPort, lastSeen(), oneBoot);
    }
}
