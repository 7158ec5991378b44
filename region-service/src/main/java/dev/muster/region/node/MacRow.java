package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;

@Entity
@Table(name = "mac_addresses")
class MacRow {
    @Id
    private String mac;

    @ManyToOne(optional = false, fetch = FetchType.LAZY)
    @JoinColumn(name = "node_id")
    private NodeRow node;

    private short position;

    /// For JPA.
    @SuppressWarnings("NullAway.Init") // JPA fills the fields
    protected MacRow() {}

    MacRow(NodeRow node, MacAddress mac, int position) {
        this.node = node;
        this.mac = mac.value();
        this.position = (short) position;
    }

    MacAddress mac() {
        return new MacAddress(mac);
    }

    NodeRow node() {
        return node;
    }

    short position() {
        return position;
    }
}
