package dev.muster.cluster;

import dev.muster.cluster.http.Attestation;
import dev.muster.cluster.net.ArpTable;
import dev.muster.model.cluster.AttestedCaller;
import dev.muster.model.node.MacAddress;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/// Vouches for a lease over IPv4 unless the kernel sees another card at its address. Behind a relay the kernel sees
/// none, and the lease decides if its place is trusted. What the kernel sees is told besides: another cluster may have
/// given the address. Nothing is vouched for over IPv6: there the MAC is the client's own word, in its DUID.
///
/// @param vouched the MAC of an address's lease, where that says who its machine is
/// @param arp read for each call: it is the kernel's memory, about a thousand lines at most
record LeaseAttestation(
        Function<InetAddress, Optional<MacAddress>> leases,
        Function<Inet4Address, Optional<MacAddress>> vouched,
        ArpTable arp)
        implements Attestation {
    @Override
    public Optional<MacAddress> macOf(InetAddress address) {
        return leases.apply(address);
    }

    @Override
    public AttestedCaller asking(InetAddress address) {
        String text = address.getHostAddress();
        if (!(address instanceof Inet4Address v4)) {
            return new AttestedCaller(text, Optional.empty(), Optional.empty());
        }
        Set<String> seen = Set.copyOf(arp.macsOf(text));
        Optional<MacAddress> leased =
                vouched.apply(v4).filter(mac -> seen.stream().allMatch(mac.value()::equalsIgnoreCase));
        Optional<MacAddress> neighbour =
                seen.size() == 1 ? seen.stream().findFirst().flatMap(MacAddress::parse) : Optional.empty();
        return new AttestedCaller(text, leased, neighbour);
    }
}
