package dev.muster.cluster.tftp;

import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/// The lease table, as this server needs it. Called on the event loop: must not block.
@FunctionalInterface
public interface MacLookup {
    MacLookup NONE = _ -> Optional.empty();

    Optional<MacAddress> macOf(InetAddress client);
}
