package dev.muster.cluster.boot.loader;

import dev.muster.cluster.boot.loader.RootDisk.OverIscsi;
import dev.muster.model.image.ImageName;
import java.util.Optional;

/// An image as a machine that boots now gets it.
///
/// @param folder of its files as loaders ask for them, no slash at either end; it names the snapshot, so that kernel
///     and initrd are of one build whatever is published while the machine boots
public record BootImage(ImageName name, String folder, RootDisk root) {

    /// In whatever snapshot is current when a file is asked for.
    public static BootImage unnamed(ImageName name) {
        return new BootImage(name, name.path(), new OverIscsi(Optional.empty()));
    }
}
