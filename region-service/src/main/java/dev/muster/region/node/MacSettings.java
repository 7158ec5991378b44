package dev.muster.region.node;

import io.smallrye.config.ConfigMapping;
import java.util.List;
import java.util.Optional;

/// Which MAC addresses tell machines apart.
@ConfigMapping(prefix = "muster.macs")
public interface MacSettings {
    /// Addresses that many machines show, as those behind docks and adapters do, and by which no machine is known:
    /// whole ones, or the first one to five octets of them (`00:50:b6`), separated by commas.
    Optional<List<String>> shared();
}
