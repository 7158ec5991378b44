package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import java.time.Duration;

/// How long a client may keep its address.
@FunctionalInterface
public interface LeaseTime {
    /// The subnet's lease time for everybody.
    LeaseTime OF_SUBNET = (request, subnet) -> subnet.leaseTime();

    Duration of(DhcpPacket request, Subnet subnet);
}
