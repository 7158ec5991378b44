package dev.muster.cluster.boot;

import dev.muster.model.boot.BootAnswer;
import java.util.Optional;

/// The region's pxeconfig, as [BootAnswers] needs it.
@FunctionalInterface
public interface RegionBoot {

    /// Asks once and blocks; called on a virtual thread. It must end by itself within seconds.
    ///
    /// @return empty where the region does not know the machine (204)
    /// @throws RegionUnavailable where it gave no answer, or one that is no answer
    Optional<BootAnswer> pxeconfig(BootQuery query) throws RegionUnavailable;
}
