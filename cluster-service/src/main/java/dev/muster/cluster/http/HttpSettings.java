package dev.muster.cluster.http;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// See [HttpLimits].
@ConfigMapping(prefix = "muster.cluster.limits.http")
public interface HttpSettings {
    @WithDefault("64")
    int ranges();

    @WithDefault("4096")
    int files();

    @WithDefault("128")
    int filesPerClient();

    static HttpLimits limits(HttpSettings http) {
        return new HttpLimits(http.ranges(), http.files(), http.filesPerClient());
    }
}
