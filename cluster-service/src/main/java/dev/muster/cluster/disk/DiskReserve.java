package dev.muster.cluster.disk;

import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jboss.logging.Logger;

/// Room on a disk that is kept for what must go on, such as the lease journal. Whoever writes what can be spared (logs,
/// images, spools, overlays) asks before it writes, and leaves it when there is no more than the reserve. Safe for
/// concurrent use.
public final class DiskReserve implements Room {
    private static final Logger LOG = Logger.getLogger(DiskReserve.class);
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// The part of the reserve that must be free above it before writers go on, so that they do not stop again at once.
    private static final int SLACK_PART = 8;

    private final FileStore disk;
    private final long reserve;
    private final InstantSource clock;
    private Listener listener = _ -> {};
    private Instant nextLook = Instant.MIN;
    private long free = Long.MAX_VALUE;
    private long granted;
    private boolean reached;

    /// Told when the reserve is reached, and when there is room again, in this order. Called by any thread that
    /// asks; must be quick.
    @FunctionalInterface
    public interface Listener {
        void changed(State now);
    }

    /// How the disk is.
    ///
    /// @param free bytes that anybody may use
    /// @param reserve bytes that are kept
    /// @param reached whether there is no more than the reserve, and nothing to be spared is written
    public record State(long free, long reserve, boolean reached) {}

    /// @param folder on the disk in question; made if it is missing
    /// @param reserve bytes; 0 for none
    public DiskReserve(Path folder, long reserve, InstantSource clock) throws IOException {
        this.disk = Files.getFileStore(Files.createDirectories(folder));
        this.reserve = reserve;
        this.clock = clock;
    }

    /// The listener hears of every change from now on; there is one.
    public synchronized DiskReserve tell(Listener hearing) {
        listener = hearing;
        return this;
    }

    @Override
    public synchronized boolean allows(long bytes) {
        if (!clock.instant().isBefore(nextLook) || free - granted - bytes < reserve) {
            look(bytes);
        }
        if (reached) {
            return false;
        }
        granted += bytes;
        return true;
    }

    /// The state now; told to the listener as well, if it is another.
    public synchronized State state() {
        look(0);
        return new State(free, reserve, reached);
    }

    private void look(long bytes) {
        nextLook = clock.instant().plus(LOOK_EVERY);
        try {
            free = disk.getUsableSpace();
            granted = 0;
        } catch (IOException e) {
            LOG.warnf("cannot tell how much room is left on %s: %s", disk, e);
            return;
        }
        boolean before = reached;
        reached = free - bytes < (before ? reserve + reserve / SLACK_PART : reserve);
        if (reached != before) {
            listener.changed(new State(free, reserve, reached));
        }
    }
}
