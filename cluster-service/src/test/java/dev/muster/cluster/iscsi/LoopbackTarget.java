package dev.muster.cluster.iscsi;

import dev.muster.cluster.net.Listeners;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One image of 32 random MiB as a target on loopback, for real clients.
final class LoopbackTarget implements AutoCloseable {
    static final String IQN = "iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release";
    static final int SIZE = 32 * 1024 * 1024;

    private final Path image;
    private final Listeners listeners = new Listeners(2);
    private final IscsiTarget target;

    LoopbackTarget(Path directory) throws IOException {
        byte[] content = new byte[SIZE];
        new Random(2).nextBytes(content);
        image = Files.write(directory.resolve("image"), content);
        target = IscsiTarget.start(
                listeners,
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                new OneImage(image),
                IscsiEvents.NONE,
                IscsiLimits.defaults());
    }

    Path image() {
        return image;
    }

    int port() {
        return target.address().getPort();
    }

    /// Of the disk.
    String url() {
        return "iscsi://127.0.0.1:" + port() + "/" + IQN + "/1";
    }

    @Override
    public void close() {
        target.close();
        listeners.close();
    }

    private record OneImage(Path image) implements IscsiTargets {
        @Override
        public Optional<Path> image(String iqn) {
            return iqn.equals(IQN) ? Optional.of(image) : Optional.empty();
        }

        @Override
        public List<String> names() {
            return List.of(IQN);
        }
    }
}
