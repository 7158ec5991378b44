package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.server.ConflictProbe;
import dev.muster.cluster.dhcp.server.DhcpPort;
import dev.muster.cluster.net.InterfaceKeeper;
import dev.muster.cluster.net.Listeners;
import java.io.IOException;
import java.util.Optional;
import org.jboss.logging.Logger;

/// All that runs on one interface. Only the DHCP ports must be had; without the probe conflicts are seen later, so
/// that a warning does.
record ServedInterface(DhcpPort port, Optional<DhcpPort> bootService, Optional<ConflictProbe> probe)
        implements InterfaceKeeper.Service {
    private static final Logger LOG = Logger.getLogger(ServedInterface.class);

    /// What is to be done on an interface.
    ///
    /// @param addresses whether machines on it get addresses
    /// @param bootFiles whether machines on it get boot files beside somebody else's server
    record Duties(String interfaceName, boolean addresses, boolean bootFiles) {
        Duties and(Duties more) {
            return new Duties(interfaceName, addresses || more.addresses, bootFiles || more.bootFiles);
        }
    }

    static ServedInterface open(
            Listeners listeners, DhcpConfig settings, Duties duties, Exchange exchange, ConflictProbe.Watcher watcher)
            throws IOException {
        String name = duties.interfaceName;
        var port = DhcpPort.open(listeners, name, settings.ports(), exchange);
        try {
            Optional<DhcpPort> bootService = duties.bootFiles
                    ? Optional.of(DhcpPort.openBootService(listeners, name, settings.ports(), exchange.bootService()))
                    : Optional.empty();
            return new ServedInterface(
                    port,
                    bootService,
                    settings.conflictProbe() && duties.addresses ? probe(name, watcher) : Optional.empty());
        } catch (IOException e) {
            port.close();
            throw e;
        }
    }

    @Override
    public void close() {
        port.close();
        bootService.ifPresent(DhcpPort::close);
        probe.ifPresent(ConflictProbe::close);
    }

    private static Optional<ConflictProbe> probe(String name, ConflictProbe.Watcher watcher) {
        try {
            return Optional.of(ConflictProbe.start(name, watcher));
        } catch (IOException e) {
            LOG.warnf("address conflicts on %s are not looked for: %s", name, e.getMessage());
            return Optional.empty();
        }
    }
}
