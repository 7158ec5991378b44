package dev.muster.region.enlist;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How machines make themselves known.
@ConfigMapping(prefix = "muster.enlistment")
public interface EnlistConfig {
    /// The domain of machines whose host name has none.
    @WithDefault("local")
    String domain();

    /// The most MAC addresses that one machine may have.
    @WithDefault("1024")
    int maxMacs();
}
