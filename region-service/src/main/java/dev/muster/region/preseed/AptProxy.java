package dev.muster.region.preseed;

import dev.muster.region.settings.Setting;
import dev.muster.region.settings.Settings;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;

/// Through what a machine fetches packages.
@ApplicationScoped
class AptProxy {
    private final EnlistSettings settings;
    private final Settings values;

    AptProxy(EnlistSettings settings, Settings values) {
        this.settings = settings;
        this.values = values;
    }

    /// The proxy that an administrator set for all, or else that of the machine's cluster; empty for none.
    String of(String baseUrl) {
        return values.get(Setting.HTTP_PROXY).orElseGet(() -> ofCluster(URI.create(baseUrl)));
    }

    private String ofCluster(URI base) {
        int port = settings.aptProxyPort();
        return port == 0 ? "" : "http://" + base.getHost() + ":" + port + "/";
    }
}
