package dev.muster.cluster;

import dev.muster.cluster.http.HttpLimits;
import io.smallrye.config.WithDefault;

/// Limits of the protocol servers, under `muster.cluster.limits`; what happens at each is in `docs/conformance.md`.
public interface ProtocolLimits {
    Http http();

    /// See [HttpLimits].
    interface Http {
        @WithDefault("64")
        int ranges();

        @WithDefault("4096")
        int files();

        @WithDefault("128")
        int filesPerClient();

        static HttpLimits limits(Http http) {
            return new HttpLimits(http.ranges(), http.files(), http.filesPerClient());
        }
    }
}
