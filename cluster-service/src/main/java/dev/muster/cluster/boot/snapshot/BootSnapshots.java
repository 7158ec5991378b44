package dev.muster.cluster;

import dev.muster.cluster.boot.loader.BootImage;
import dev.muster.cluster.boot.loader.BootImages;
import dev.muster.cluster.boot.loader.RootDisk.OverHttp;
import dev.muster.cluster.images.ImageStore;
import dev.muster.cluster.images.Snapshot;
import dev.muster.cluster.iscsi.IscsiTargets;
import dev.muster.model.image.ImageName;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/// One snapshot for kernel, initrd and root of a boot: chosen when the configuration is worded, named by its paths,
/// and remembered for the machine's iSCSI login, whose target name (MAAS's) does not tell it.
///
/// A machine whose snapshot was removed meanwhile gets no disk: one that it runs from must not change under it. What
/// is remembered is lost with the process; then, and for initiators that no configuration was made for, the current
/// snapshot counts.
final class BootSnapshots implements BootImages.Chosen, IscsiTargets {
    private static final int MOST_MACHINES = 10_000;

    private final ImageStore images;
    private final int httpPort;
    private final Predicate<ImageName> rootOverHttp;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<InetAddress, String> chosen = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<InetAddress, String> eldest) {
            return size() > MOST_MACHINES;
        }
    };

    /// @param rootOverHttp which images are downloaded as a whole, where they can be
    BootSnapshots(ImageStore images, int httpPort, Predicate<ImageName> rootOverHttp) {
        this.images = images;
        this.httpPort = httpPort;
        this.rootOverHttp = rootOverHttp;
    }

    @Override
    public BootImages forMachine(InetAddress machine) {
        var current = images.current();
        if (current.isEmpty()) {
            return BootImage::unnamed; // nothing to choose from; TFTP is silent, HTTP says "later"
        }
        Snapshot snapshot = current.get();
        remember(machine, snapshot.name());
        return name -> image(snapshot, name);
    }

    private BootImage image(Snapshot snapshot, ImageName name) {
        String folder = snapshot.name() + "/" + name.path();
        var squashfs = snapshot.squashfs(name);
        boolean overHttp = squashfs.isPresent()
                && (rootOverHttp.test(name) || snapshot.rootImage(name).isEmpty());
        return overHttp
                ? new BootImage(
                        name,
                        folder,
                        new OverHttp(
                                httpPort,
                                "/images/" + folder + "/squashfs",
                                squashfs.get().sha256()))
                : new BootImage(name, folder, BootImage.unnamed(name).root());
    }

    @Override
    public Optional<Path> image(String iqn) {
        return images.rootImage(iqn);
    }

    @Override
    public Optional<Path> image(String iqn, InetAddress initiator) {
        var snapshot = chosenFor(initiator);
        return snapshot.isPresent()
                ? images.snapshot(snapshot.get()).flatMap(found -> found.rootImage(iqn))
                : images.rootImage(iqn);
    }

    @Override
    public List<String> names() {
        return images.iscsiNames();
    }

    private void remember(InetAddress machine, String snapshot) {
        lock.lock();
        try {
            chosen.put(machine, snapshot);
        } finally {
            lock.unlock();
        }
    }

    private Optional<String> chosenFor(InetAddress machine) {
        lock.lock();
        try {
            return Optional.ofNullable(chosen.get(machine));
        } finally {
            lock.unlock();
        }
    }
}
