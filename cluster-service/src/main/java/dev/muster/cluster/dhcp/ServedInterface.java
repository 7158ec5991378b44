package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.server.ConflictProbe;
import dev.muster.cluster.dhcp.server.DhcpPort;
import dev.muster.cluster.dhcp.server.RouterAdvertisements;
import dev.muster.cluster.net.Listeners;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// All that runs on one interface. Only the DHCP port must be had; without the rest boots are slower or
/// conflicts are seen later, so that a warning does.
record ServedInterface(DhcpPort port, Optional<ConflictProbe> probe, Optional<RouterAdvertisements> advertisements)
        implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServedInterface.class.getName());

    static ServedInterface open(
            Listeners listeners,
            DhcpSettings settings,
            String name,
            DhcpPort.Requests requests,
            ConflictProbe.Watcher watcher)
            throws IOException {
        var port = DhcpPort.open(listeners, name, settings.ports(), requests);
        return new ServedInterface(
                port,
                settings.conflictProbe() ? probe(name, watcher) : Optional.empty(),
                settings.routerAdvertisements() ? advertisements(name) : Optional.empty());
    }

    @Override
    public void close() {
        port.close();
        probe.ifPresent(ConflictProbe::close);
        advertisements.ifPresent(RouterAdvertisements::close);
    }

    private static Optional<ConflictProbe> probe(String name, ConflictProbe.Watcher watcher) {
        try {
            return Optional.of(ConflictProbe.start(name, watcher));
        } catch (IOException e) {
            LOG.log(Level.WARNING, "address conflicts on {0} are not looked for: {1}", name, e.getMessage());
            return Optional.empty();
        }
    }

    private static Optional<RouterAdvertisements> advertisements(String name) {
        try {
            return Optional.of(RouterAdvertisements.start(name));
        } catch (IOException e) {
            LOG.log(Level.INFO, "no IPv6 router advertisements on {0}: {1}", name, e.getMessage());
            return Optional.empty();
        }
    }
}
