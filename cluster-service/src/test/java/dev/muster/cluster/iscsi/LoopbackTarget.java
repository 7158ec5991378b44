package dev.muster.cluster.iscsi;

import dev.muster.cluster.disk.Room;
import dev.muster.cluster.iscsi.server.IscsiTarget;
import dev.muster.cluster.iscsi.session.ChapSecrets;
import dev.muster.cluster.net.Listeners;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/// One image of 32 random MiB as a target on loopback, for real clients.
final class LoopbackTarget implements AutoCloseable {
    static final String IQN = "iqn.2004-05.com.ubuntu:maas:ephemeral-debian-amd64-generic-bookworm-release";
    private static final MacAddress MACHINE = MacAddress.of("52:54:00:00:00:01");

    static final int SIZE = 32 * 1024 * 1024;

    private final Path image;
    private final Listeners listeners = new Listeners(2);
    private final IscsiTarget target;

    LoopbackTarget(Path directory) throws IOException {
        this(directory, IscsiOverlays.Mode.OFF);
    }

    LoopbackTarget(Path directory, IscsiOverlays.Mode writes) throws IOException {
        this(directory, writes, ChapSecrets.none());
    }

    LoopbackTarget(Path directory, IscsiOverlays.Mode writes, ChapSecrets chap) throws IOException {
        this(directory, writes, chap, false);
    }

    static LoopbackTarget withReservations(Path directory, IscsiOverlays.Mode writes) throws IOException {
        return new LoopbackTarget(directory, writes, ChapSecrets.none(), true);
    }

    private LoopbackTarget(Path directory, IscsiOverlays.Mode writes, ChapSecrets chap, boolean reservations)
            throws IOException {
        image = directory.resolve("image");
        if (Files.notExists(image)) {
            byte[] content = new byte[SIZE];
            new Random(2).nextBytes(content);
            Files.write(image, content);
        }
        IscsiOverlays overlays =
                new IscsiOverlays(writes, directory.resolve("overlays"), 8L * SIZE, Room.UNBOUNDED, Duration.ZERO);
        InetSocketAddress address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        IscsiConfig config = IscsiConfig.at(address)
                .with(overlays)
                .with(chap)
                .attestedBy(_ -> Optional.of(MACHINE))
                .withReservations(reservations);
        target = IscsiTarget.start(listeners, config, new OneImage(image), IscsiEvents.NONE);
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
