package dev.muster.cluster.boot.loader;

import static dev.muster.cluster.boot.loader.Words.segment;

import dev.muster.model.image.ImageName;
import java.net.InetAddress;

/// The images that one configuration names, all of one snapshot.
@FunctionalInterface
public interface BootImages {

    /// @param name of an image that need not be there: the machine is told so when it asks for the files
    BootImage of(ImageName name);

    /// Chooses the images when a configuration is worded.
    @FunctionalInterface
    interface Chosen {
        /// Must not block.
        ///
        /// @param machine the address that the machine boots with
        BootImages forMachine(InetAddress machine);

        /// Whether there are images now, and not this one.
        default boolean isMissing(ImageName name) {
            return false;
        }
    }

    /// [#of] for a name that came from the network.
    ///
    /// @throws UnsafeBootAnswer where a part of the name is no plain segment of a path
    default BootImage checked(ImageName name) throws UnsafeBootAnswer {
        segment("osystem", name.osystem());
        segment("arch", name.arch());
        segment("subarch", name.subarch());
        segment("release", name.release());
        segment("label", name.label());
        return of(name);
    }
}
