package dev.muster.cluster.power.driver;

import dev.muster.model.node.MacAddress;
import java.util.Optional;

/// Who has which address in the cluster's networks.
public interface Neighbours {
    Optional<String> addressOf(MacAddress mac);
}
