package dev.muster.region.outbox;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import org.jspecify.annotations.Nullable;

@Entity
@Table(name = "outbox")
class OutboxRow {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String topic = "";
    private String key = "";
    private @Nullable String payload;

    /// For JPA.
    protected OutboxRow() {}

    OutboxRow(String topic, String key, @Nullable String payload) {
        this.topic = topic;
        this.key = key;
        this.payload = payload;
    }

    @Override
    public String toString() {
        return "OutboxRow[id=" + id + ", topic=" + topic + ", key=" + key + (payload == null ? ", tombstone]" : "]");
    }
}
