package dev.muster.region.node;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "zones")
class ZoneRow {
    static final long DEFAULT = 1;

    @Id
    private long id;

    private String name = "";
    private String description = "";

    /// For JPA.
    protected ZoneRow() {}

    long id() {
        return id;
    }

    Node.Zone toZone() {
        return new Node.Zone(name, description);
    }
}
