package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.model.node.MacAddress;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All leases in memory, the last one of each address. Safe to read from any thread.
public final class Leases {
    private final ConcurrentHashMap<Ipv4, Lease> byAddress = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<MacAddress, Lease> latestByMac = new ConcurrentHashMap<>();

    public Leases() {}

    public Leases(Collection<Lease> restored) {
        restored.forEach(this::put);
    }

    public void put(Lease lease) {
        var before = byAddress.put(lease.address(), lease);
        if (before != null && !before.mac().equals(lease.mac())) {
            latestByMac.computeIfPresent(
                    before.mac(), (mac, latest) -> latest.address().equals(lease.address()) ? null : latest);
        }
        latestByMac.put(lease.mac(), lease);
    }

    public Optional<Lease> of(Ipv4 address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /// The lease that the machine was given last; a machine with a foot in two subnets has more.
    public Optional<Lease> of(MacAddress mac) {
        return Optional.ofNullable(latestByMac.get(mac));
    }

    public int size() {
        return byAddress.size();
    }

    public List<Lease> all() {
        return List.copyOf(byAddress.values());
    }
}
