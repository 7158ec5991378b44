package dev.muster.cluster.boot.progress;

import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/// Which machine has an address: the lease table.
@FunctionalInterface
public interface MacTable {
    Optional<MacAddress> macOf(InetAddress address);
}
