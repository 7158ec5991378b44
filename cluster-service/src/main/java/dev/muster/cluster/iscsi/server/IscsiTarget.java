package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiConfig;
import dev.muster.cluster.iscsi.IscsiEvents;
import dev.muster.cluster.iscsi.IscsiTargets;
import dev.muster.cluster.net.Listeners;
import java.io.IOException;
import java.net.InetSocketAddress;

/// The running target: every image as LUN 1 of its name, on one port.
public final class IscsiTarget implements AutoCloseable {
    private final TargetServer server;

    private IscsiTarget(TargetServer server) {
        this.server = server;
    }

    /// @throws IOException when the port cannot be had or an image of these targets cannot be served
    public static IscsiTarget start(Listeners listeners, IscsiConfig config, IscsiTargets targets, IscsiEvents events)
            throws IOException {
        return new IscsiTarget(TargetServer.start(listeners, config, targets, events));
    }

    /// Where it listens: the port is known even if 0 was asked for.
    public InetSocketAddress address() {
        return server.address();
    }

    /// Sessions logged in now.
    public int sessions() {
        return server.sessions();
    }

    /// Stops listening and ends all sessions; the listeners stay open.
    @Override
    public void close() {
        server.close();
    }
}
