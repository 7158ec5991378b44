package dev.muster.region.node;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "zones")
class ZoneRow {
    static final long DEFAULT = 1;

    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String name = "";
    private String description = "";

    /// For JPA.
    protected ZoneRow() {}

    ZoneRow(String name, String description) {
        this.name = name;
        this.description = description;
    }

    long id() {
        return id;
    }

    boolean isDefault() {
        return id == DEFAULT;
    }

    String name() {
        return name;
    }

    void rename(String other) {
        name = other;
    }

    void describe(String other) {
        description = other;
    }

    Node.Zone toZone() {
        return new Node.Zone(name, description);
    }
}
