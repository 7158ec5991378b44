package dev.muster.cluster;

import dev.muster.cluster.dhcp.DhcpServer;
import dev.muster.cluster.net.ArpTable;
import dev.muster.cluster.power.driver.Neighbours;
import dev.muster.model.node.MacAddress;
import java.net.Inet4Address;
import java.util.Optional;

/// Where a BMC is of which only the MAC is known: by the cluster's own leases first, then by the kernel's ARP table.
record PowerNeighbours(DhcpServer dhcp) implements Neighbours {
    @Override
    public Optional<String> addressOf(MacAddress mac) {
        return dhcp.addressOf(mac).map(Inet4Address::getHostAddress).or(() -> ArpTable.OF_KERNEL.addressOf(mac));
    }
}
