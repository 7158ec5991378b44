package dev.muster.cluster;

import dev.muster.cluster.http.RegionEndpoints;
import dev.muster.cluster.region.RegionLink;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/// Where the machines' calls are passed on to, and in whose name.
record RegionOverHttp(RegionLink region) implements RegionEndpoints {
    @Override
    public List<URI> regions() {
        return region.client().regions();
    }

    @Override
    public Optional<String> credentials() {
        return region.membership().credentials().header();
    }
}
