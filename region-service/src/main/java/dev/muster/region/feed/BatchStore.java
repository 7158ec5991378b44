package dev.muster.region.feed;

import org.apache.kafka.clients.consumer.ConsumerRecords;

/// Where the records of a topic go.
@FunctionalInterface
public interface BatchStore {
    /// May see a record again, also one that it has stored. A record that nobody can understand is to be left out:
    /// those behind it wait.
    ///
    /// @param batch never empty; in the order of each partition. A tombstone's value is null.
    /// @throws RuntimeException if the database is away: the whole batch comes again
    void store(ConsumerRecords<String, byte[]> batch);
}
