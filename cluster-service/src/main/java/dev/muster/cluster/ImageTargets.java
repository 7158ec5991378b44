package dev.muster.cluster;

import dev.muster.cluster.images.ImageStore;
import dev.muster.cluster.iscsi.IscsiTargets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// The root disks of the current snapshot as iSCSI targets.
record ImageTargets(ImageStore images) implements IscsiTargets {
    @Override
    public Optional<Path> image(String iqn) {
        return images.rootImage(iqn);
    }

    @Override
    public List<String> names() {
        return images.iscsiNames();
    }
}
