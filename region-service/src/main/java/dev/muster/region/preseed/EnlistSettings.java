package dev.muster.region.preseed;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;

/// What an enlisting machine is told beside the script itself.
@ConfigMapping(prefix = "muster.preseed")
public interface EnlistSettings {
    /// Port of the cluster's apt proxy; 0 for no proxy.
    @WithDefault("8000")
    @Min(0)
    @Max(65535)
    int aptProxyPort();

    /// From the enlistment to switching off, whole seconds.
    @WithDefault("5s")
    Duration poweroffDelay();

    /// After a failed enlistment: how long the console waits for an operator.
    @WithDefault("10m")
    Duration consoleWait();

    /// While a machine is commissioned: how long its switches have to make themselves known, whole seconds. They
    /// speak every 30 s.
    @WithDefault("30s")
    Duration lldpWait();
}
