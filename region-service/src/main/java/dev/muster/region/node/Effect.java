package dev.muster.region.node;

import dev.muster.region.allocation.Bytes;
import java.util.Optional;

/// What else changes at a node while its state does.
public sealed interface Effect {
    /// A user holds it from now on.
    ///
    /// @param token public part of the API key that acquired it
    record GivenTo(long user, String token, String agentName) implements Effect {}

    /// What its user wanted on it is forgotten: the key that acquired it, the operating system, the user-data.
    record Emptied() implements Effect {}

    /// Nobody holds it any more.
    record GivenBack() implements Effect {}

    /// @param userData for the installed system
    record Installs(String osystem, String distroSeries, Optional<Bytes> userData) implements Effect {
        /// Without the user's data: passwords are common in it.
        @Override
        public String toString() {
            return "Installs[osystem=" + osystem + ", distroSeries=" + distroSeries + "]";
        }
    }

    /// It boots from the network again.
    record BootsFromNetwork() implements Effect {}

    /// What is to be done goes on in the boot at hand: none follows.
    record GoesOn() implements Effect {}
}
