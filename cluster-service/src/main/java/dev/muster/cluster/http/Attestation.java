package dev.muster.cluster.http;

import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/// Who has an address: what the lease table says. Called on an event loop, must not block.
@FunctionalInterface
public interface Attestation {
    Optional<MacAddress> macOf(InetAddress address);
}
