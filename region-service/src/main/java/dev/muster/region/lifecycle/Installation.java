package dev.muster.region.lifecycle;

import dev.muster.region.allocation.Bytes;
import java.util.Optional;

/// What a user wants on a machine; an empty text stands for the default.
///
/// @param userData for the installed system
public record Installation(String osystem, String distroSeries, Optional<Bytes> userData) {
    /// Without the user's data: passwords are common in it.
    @Override
    public String toString() {
        return "Installation[osystem=" + osystem + ", distroSeries=" + distroSeries + "]";
    }
}
