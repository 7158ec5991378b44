package dev.muster.region.power;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// How long clusters may take over the power of machines, and how often they look.
@ConfigMapping(prefix = "muster.power")
public interface PowerConfig {
    /// Where a cluster asks BMCs that machines name themselves, by enlistment or commissioning: `subnets` of the
    /// cluster, `private` addresses (RFC 1918 and fc00::/7), networks, with commas between them. Any other such
    /// BMC, one by name and one at another port than 623 is asked only once an administrator has set its address,
    /// which may be any.
    @WithDefault("subnets,private")
    Optional<List<String>> bmcNetworks();

    /// From the command to the end of the cluster's work on it; then it is not wanted any more.
    @WithDefault("120s")
    Duration actionTimeout();

    /// The same for a look.
    @WithDefault("60s")
    Duration queryTimeout();

    /// How long after that a result may still come, before the command counts as failed.
    @WithDefault("10s")
    Duration grace();

    /// How often each machine that can be asked is asked whether it is on.
    @WithDefault("5m")
    Duration pollInterval();

    /// How often the region looks for commands that are too old and for machines to be asked.
    /// In whole seconds, at least one.
    @WithDefault("2s")
    Duration tick();

    /// How long `query_power_state` waits for its answer.
    @WithDefault("30s")
    Duration queryWait();

    /// How long finished commands are kept.
    @WithDefault("24h")
    Duration history();
}
