package dev.muster.cluster;

import dev.muster.cluster.http.Attestation;
import dev.muster.cluster.power.driver.ArpTable;
import dev.muster.model.node.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.function.Function;

/// Vouches for a lease over IPv4 unless the kernel sees another card at its address. Behind a relay the kernel sees
/// none, and the lease decides. Nothing is vouched for over IPv6: there the MAC is the client's own word, in its DUID.
///
/// @param arp read for each call: it is the kernel's memory, about a thousand lines at most
record LeaseAttestation(Function<InetAddress, Optional<MacAddress>> leases, ArpTable arp) implements Attestation {
    @Override
    public Optional<MacAddress> macOf(InetAddress address) {
        return leases.apply(address);
    }

    @Override
    public Optional<MacAddress> attested(InetAddress address) {
        return address instanceof Inet4Address
                ? leases.apply(address).filter(mac -> isNoOtherAt(address, mac))
                : Optional.empty();
    }

    private boolean isNoOtherAt(InetAddress address, MacAddress mac) {
        return arp.macsOf(address.getHostAddress()).stream().allMatch(mac.value()::equalsIgnoreCase);
    }
}
