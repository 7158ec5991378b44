package dev.muster.cluster.http;

import dev.muster.model.cluster.AttestedCaller;
import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/// Whose an address is. Called on an event loop, must not block.
public interface Attestation {
    /// What the lease table says: good enough for telling who does what, no proof.
    Optional<MacAddress> macOf(InetAddress address);

    /// What the cluster vouches for, at its own servers.
    default Optional<MacAddress> attested(InetAddress address) {
        return asking(address).leased();
    }

    /// What the cluster vouches for to a region, which lets a node in by it.
    AttestedCaller asking(InetAddress address);
}
