package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.DhcpPacket;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.util.function.Predicate;

/// How long a client may keep its address.
///
/// @param known machines of the region; asked on event loops, so that it may not block
record LeaseTimes(Predicate<MacAddress> known) {
    /// No client gets a shorter one by asking for it, since each renewal costs a write to the disk.
    private static final Duration SHORTEST_WISH = Duration.ofMinutes(1);

    /// The subnet's time, or less if the client wishes less. Firmware of a machine that nobody knows gets a short
    /// one: a rack that is switched on for the first time would hold the range until long after its machines are
    /// off again.
    Duration of(DhcpPacket request, MacAddress mac, Subnet subnet) {
        boolean stranger = BootClients.isFirmware(request) && !subnet.knows(mac) && !known.test(mac);
        var longest = stranger ? shorter(subnet.firmwareLease(), subnet.leaseTime()) : subnet.leaseTime();
        var wish = request.leaseTime();
        if (wish.isEmpty() || wish.getAsLong() >= longest.toSeconds()) {
            return longest;
        }
        var wished = Duration.ofSeconds(wish.getAsLong());
        return wished.compareTo(SHORTEST_WISH) < 0 ? shorter(SHORTEST_WISH, longest) : wished;
    }

    private static Duration shorter(Duration one, Duration other) {
        return one.compareTo(other) < 0 ? one : other;
    }
}
