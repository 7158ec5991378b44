package dev.muster.region.enlist;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/// How machines make themselves known.
@ConfigMapping(prefix = "muster.enlistment")
public interface EnlistConfig {
    /// From whom a machine's enlistment is taken that no administrator makes. `clusters`: from the machine itself, by
    /// way of its cluster, which attests one of its addresses. `anybody`: from whoever comes, as MAAS does; none of
    /// the addresses is known to be the machine's then, until the first machine was seen with one of them.
    @WithDefault("clusters")
    Source from();

    /// See [#from()].
    enum Source {
        CLUSTERS,
        ANYBODY
    }

    /// The domain of machines whose host name has none.
    @WithDefault("local")
    String domain();

    /// The most MAC addresses that one machine may have.
    @WithDefault("1024")
    int maxMacs();
}
