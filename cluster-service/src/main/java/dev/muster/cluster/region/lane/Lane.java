package dev.muster.cluster.region.lane;

/// One kind of records on their way to the region.
public interface Lane extends AutoCloseable {
    /// `lease`, `power`, `progress` or `log`.
    String name();

    /// Records lost since start.
    long dropped();

    /// What waits, in memory and on disk.
    long waitingBytes();

    /// Whether Kafka has not taken the last that it was offered.
    boolean away();

    /// Ends within seconds; what waits is kept, if there is a place for it on the disk.
    @Override
    void close();
}
