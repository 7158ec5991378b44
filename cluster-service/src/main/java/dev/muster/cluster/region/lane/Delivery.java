package dev.muster.cluster.region.lane;

import java.util.List;

/// A lane's way to the broker. Used by one thread at a time.
interface Delivery extends AutoCloseable {
    /// Brings records to the broker, in their order; blocks for seconds at most.
    ///
    /// @return whether all were acknowledged, but for those that the broker will never take; if not, all come again
    boolean deliver(List<Outgoing> records) throws InterruptedException;

    /// Records that the broker will never take, since start.
    long refused();

    @Override
    void close();
}
