package dev.muster.region.outbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/// Where a feature leaves what the world is to hear, in the transaction that makes it true. A relay publishes it.
@ApplicationScoped
public class Outbox {
    private final OutboxRows rows;
    private final ObjectMapper mapper;
    private final Event<Written> written;

    Outbox(OutboxRows rows, ObjectMapper mapper, Event<Written> written) {
        this.rows = rows;
        this.mapper = mapper;
        this.written = written;
    }

    /// Publishes a record, as JSON, once the running transaction commits.
    @Transactional(TxType.MANDATORY)
    public void publish(String topic, String key, Object payload) {
        try {
            add(new OutboxRow(topic, key, mapper.writeValueAsString(payload)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot be written as JSON: " + payload.getClass(), e);
        }
    }

    /// Publishes a tombstone: the key is gone.
    @Transactional(TxType.MANDATORY)
    public void publishGone(String topic, String key) {
        add(new OutboxRow(topic, key, null));
    }

    private void add(OutboxRow row) {
        rows.persist(row);
        written.fire(new Written());
    }

    /// A row was written; heard when the transaction has committed.
    record Written() {}
}
