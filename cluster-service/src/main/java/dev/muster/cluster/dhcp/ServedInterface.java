package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.server.ConflictProbe;
import dev.muster.cluster.dhcp.server.DhcpPort;
import dev.muster.cluster.dhcp.server.Interfaces;
import dev.muster.cluster.dhcp.server.RouterAdvertisements;
import dev.muster.cluster.net.Listeners;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.util.Optional;

/// All that runs on one interface. Only the DHCP ports must be had; without the rest boots are slower or
/// conflicts are seen later, so that a warning does.
///
/// @param index the kernel's number of the interface
record ServedInterface(
        Duties duties,
        int index,
        DhcpPort port,
        Optional<DhcpPort> bootService,
        Optional<ConflictProbe> probe,
        Optional<RouterAdvertisements> advertisements)
        implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(ServedInterface.class.getName());

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
            Listeners listeners, DhcpSettings settings, Duties duties, Exchange exchange, ConflictProbe.Watcher watcher)
            throws IOException {
        String name = duties.interfaceName;
        int index = Interfaces.indexOf(name);
        var port = DhcpPort.open(listeners, name, settings.ports(), exchange);
        try {
            Optional<DhcpPort> bootService = duties.bootFiles
                    ? Optional.of(DhcpPort.openBootService(listeners, name, settings.ports(), exchange.bootService()))
                    : Optional.empty();
            return new ServedInterface(
                    duties,
                    index,
                    port,
                    bootService,
                    settings.conflictProbe() && duties.addresses ? probe(name, watcher) : Optional.empty(),
                    settings.routerAdvertisements() && duties.addresses ? advertisements(name) : Optional.empty());
        } catch (IOException e) {
            port.close();
            throw e;
        }
    }

    /// Whether the interface is the one that was opened, and not one made anew under its name.
    boolean isThere() {
        try {
            return Interfaces.indexOf(duties.interfaceName) == index;
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void close() {
        port.close();
        bootService.ifPresent(DhcpPort::close);
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
