package dev.muster.cluster;

import dev.muster.cluster.dhcp.DhcpServer;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp6.Dhcp6Server;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.region.lane.LeaseTable;
import dev.muster.model.network.Ipv6Address;
import java.util.Optional;
import java.util.function.Consumer;

/// The leases over both versions of IP, for the region.
record HeldLeases(DhcpServer dhcp, Dhcp6Server dhcp6) implements LeaseTable {
    @Override
    public Optional<Held> of(String address) {
        return Ipv4.parsed(address)
                .flatMap(dhcp::leaseOf)
                .flatMap(HeldLeases::held)
                .or(() -> Ipv6Address.parse(address).flatMap(dhcp6::leaseOf).flatMap(HeldLeases::held));
    }

    @Override
    public void forEach(Consumer<Held> visitor) {
        dhcp.forEachLease(lease -> held(lease).ifPresent(visitor));
        dhcp6.forEachLease(lease -> held(lease).ifPresent(visitor));
    }

    private static Optional<Held> held(Lease lease) {
        return lease.client().hasMac()
                ? Optional.of(new Held(lease.mac(), lease.address().toString(), lease.expires()))
                : Optional.empty();
    }

    private static Optional<Held> held(Binding lease) {
        return Optional.ofNullable(lease.holder().mac())
                .map(mac -> new Held(mac, lease.address().toString(), lease.until()));
    }
}
