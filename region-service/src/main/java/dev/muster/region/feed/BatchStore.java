package dev.muster.region.feed;

import org.apache.kafka.clients.consumer.ConsumerRecords;

/// Where the records of a topic go.
@FunctionalInterface
public interface BatchStore {
    /// May see a record again, also one that it has stored.
    ///
    /// @param batch never empty; in the order of each partition. A tombstone's value is null.
    /// @throws UnusableRecord if one of them cannot be understood. Each comes again by itself, as after a
    ///     refusal of the database that is about the data, and those that are wrong are put aside
    /// @throws RuntimeException if the database is away: the whole batch comes again
    void store(ConsumerRecords<String, byte[]> batch);
}
