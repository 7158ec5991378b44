package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.scsi.Nexus;
import dev.muster.cluster.iscsi.session.SessionParameters;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/// Where a login comes from, as this cluster knows it and not as the initiator says.
///
/// @param machine the one that is attested for the address, if any
record Origin(InetAddress address, Optional<MacAddress> machine) {
    /// Who that is when it comes again. One who has only taken a machine's address is not the machine.
    private String identity() {
        return machine.map(MacAddress::value).orElseGet(address::getHostAddress);
    }

    /// Machines that enlist all come by the same name and ISID and must not take each other's sessions, nor may who has
    /// taken a machine's address: hence the identity.
    Nexus nexus(SessionParameters login) {
        return new Nexus(identity(), login.initiator(), login.isid());
    }
}
