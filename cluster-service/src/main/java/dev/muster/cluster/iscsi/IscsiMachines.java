package dev.muster.cluster.iscsi;

import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/// Which machine is at an address: what the cluster vouches for. The names in a login are the initiator's own word, and
/// all machines that enlist come by the same one.
@FunctionalInterface
public interface IscsiMachines {
    IscsiMachines NONE = _ -> Optional.empty();

    /// Called on an event loop, must not block.
    Optional<MacAddress> attested(InetAddress address);
}
