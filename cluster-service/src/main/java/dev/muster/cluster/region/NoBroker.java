package dev.muster.cluster.region;

import java.util.List;

/// Where no broker is configured: everything stays on disk, within the spool's bound.
final class NoBroker implements Publisher.Delivery {
    @Override
    public boolean deliver(List<SpoolRecord> records) {
        return false;
    }

    @Override
    public void close() {}
}
