package dev.muster.region.boot;

import dev.muster.region.auth.CallingCluster;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalInt;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How a machine reaches the API: through the cluster beside it, or the region's own URL where no cluster is known.
@ApplicationScoped
public class BaseUrls {
    private final String region;

    /// @param region the region's own URL, as machines and people reach it; no slash at the end
    BaseUrls(@ConfigProperty(name = "muster.url", defaultValue = "http://localhost:5240/MAAS") String region) {
        this.region = region.replaceAll("/+$", "");
    }

    /// For a machine whose call came through `cluster`.
    public String of(CallingCluster cluster) {
        return cluster.baseUrl().orElse(region);
    }

    /// For a machine that booted from a cluster.
    ///
    /// @param local the cluster's address, v4 or v6
    /// @param httpPort the cluster's; empty where the cluster is not one of ours
    String of(String local, OptionalInt httpPort) {
        String host = local.indexOf(':') < 0 ? local : "[" + local + "]";
        return httpPort.isPresent() ? "http://" + host + ":" + httpPort.getAsInt() + "/MAAS" : region;
    }
}
