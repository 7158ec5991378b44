package dev.muster.cluster.boot.loader;

import static dev.muster.cluster.boot.loader.Words.segment;

import dev.muster.model.image.ImageName;

/// Where the files of an image are, as a loader asks for them.
public final class ImageFiles {
    private ImageFiles() {}

    /// The folder below the snapshot, no slash at either end.
    public static String folder(ImageName image) throws UnsafeBootAnswer {
        segment("osystem", image.osystem());
        segment("arch", image.arch());
        segment("subarch", image.subarch());
        segment("release", image.release());
        segment("label", image.label());
        return image.path();
    }
}
