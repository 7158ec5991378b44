package dev.muster.region.node;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

/// For queries alone: [MacClaims] writes.
@Entity
@Table(name = "mac_claims")
class MacClaimRow {
    @Id
    private long id;

    @Column(name = "node_id")
    private long nodeId;

    @SuppressWarnings({"NullAway.Init", "UnusedVariable"}) // JPA fills it, queries read it
    private String mac;

    /// For JPA.
    protected MacClaimRow() {}
}
