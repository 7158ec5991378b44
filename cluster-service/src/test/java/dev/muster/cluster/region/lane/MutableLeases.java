package dev.muster.cluster.region.lane;

import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// A table of leases that a test writes; all of them count as not ended.
final class MutableLeases implements LeaseTable {
    private final Map<String, Held> leases = new ConcurrentHashMap<>();

    void put(MacAddress mac, String address, Instant expires) {
        leases.put(address, new Held(mac, address, expires));
    }

    @Override
    public Optional<Held> of(String address) {
        return Optional.ofNullable(leases.get(address));
    }

    @Override
    public void forEach(Consumer<Held> visitor) {
        leases.values().forEach(visitor);
    }
}
