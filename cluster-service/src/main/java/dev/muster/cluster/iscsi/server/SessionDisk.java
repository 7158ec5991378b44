package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.disk.Disk;
import dev.muster.model.node.MacAddress;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The disk of one connection. Opening and closing files may take their time: not on the event loop.
final class SessionDisk {
    private static final Logger LOG = Logger.getLogger(SessionDisk.class);

    private final Shared shared;
    private final Ends ends;
    private @Nullable Disk disk;

    SessionDisk(Shared shared, Ends ends) {
        this.shared = shared;
        this.ends = ends;
    }

    Optional<Disk> opened() {
        return Optional.ofNullable(disk);
    }

    /// @param node whose it is, where that matters
    /// @param loop hears of the outcome: whether it is there
    void open(Path path, String target, Optional<MacAddress> node, EventExecutor loop, Consumer<Boolean> outcome) {
        shared.blocking().execute(() -> {
            try {
                Disk opened = shared.overlays().open(path, target, node);
                loop.execute(() -> {
                    disk = opened;
                    outcome.accept(true);
                });
            } catch (IOException unusable) {
                LOG.warnf("cannot serve %s: %s", target, unusable);
                loop.execute(() -> outcome.accept(false));
            }
        });
    }

    /// An overlay that is kept is flushed first.
    void close() {
        Disk last = disk;
        disk = null;
        if (last == null) {
            return;
        }
        Runnable work = () -> {
            try {
                last.close();
            } catch (IOException failed) {
                LOG.warnf("closing a disk of %s: %s", ends.remote(), failed);
            }
        };
        try {
            shared.blocking().execute(work);
        } catch (RejectedExecutionException stopped) {
            work.run();
        }
    }
}
