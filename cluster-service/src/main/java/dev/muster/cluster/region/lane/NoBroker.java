package dev.muster.cluster.region.lane;

import java.util.List;

/// Where no broker is configured: everything stays here, within the bounds.
final class NoBroker implements Delivery {
    @Override
    public boolean deliver(List<Outgoing> records) {
        return false;
    }

    @Override
    public long refused() {
        return 0;
    }

    @Override
    public void close() {}
}
