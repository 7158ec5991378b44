package dev.muster.cluster.region;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithParentName;
import java.util.List;

/// The subnets to serve, offered to the region when the cluster joins.
@ConfigMapping(prefix = "muster.cluster.subnets")
public interface SubnetsSettings {
    @WithParentName
    List<SubnetSettings> all();
}
