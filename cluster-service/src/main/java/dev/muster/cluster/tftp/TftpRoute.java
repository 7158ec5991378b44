package dev.muster.cluster.tftp;

import java.util.Optional;

/// One kind of path in the space of virtual files.
@FunctionalInterface
public interface TftpRoute {

    /// What the route has for the request; empty if the path is none of its own. Called on the event loop: it must
    /// not block, and gives [Resolution.Later] where it would.
    Optional<Resolution> resolve(TftpRequest request);
}
