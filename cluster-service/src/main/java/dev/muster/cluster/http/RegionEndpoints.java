package dev.muster.cluster.http;

import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where the regions are, and what this cluster proves itself with. Called on an event loop, must not block.
public interface RegionEndpoints {
    /// `http://10.0.0.2:5240`, with or without `/MAAS` behind it, in the order in which to try them.
    List<URI> regions();

    /// `<uuid>:<token>`; empty as long as the cluster has not joined.
    Optional<String> credentials();
}
