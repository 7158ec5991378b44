package dev.muster.cluster.iscsi.server;

import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/// Where a login comes from, as this cluster knows it and not as the initiator says.
///
/// @param machine the one that is attested for the address, if any
record Origin(InetAddress address, Optional<MacAddress> machine) {
    /// Who that is when it comes again. One who has only taken a machine's address is not the machine.
    String identity() {
        return machine.map(MacAddress::value).orElseGet(address::getHostAddress);
    }
}
