package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.ServedInterface.Duties;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.JournalEntry;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Leases;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.policy.InvalidDhcpConfig;
import dev.muster.cluster.dhcp.policy.Subnet;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.journal.WriteAhead;
import dev.muster.cluster.net.InterfaceKeeper;
import dev.muster.cluster.net.Interfaces;
import dev.muster.cluster.net.Listeners;
import dev.muster.model.cluster.DhcpMode;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/// The cluster's DHCP server. Serves nothing until it is told subnets.
public final class DhcpServer implements AutoCloseable {
    private final DhcpConfig settings;
    private final Listeners listeners;
    private final Clock clock;
    private final DhcpEvents events;
    private final Journal<JournalEntry, Leases> journal;
    private final DhcpPolicy policy;
    private final Exchange exchange;
    private final InterfaceKeeper<Duties> interfaces;

    private DhcpServer(
            DhcpConfig settings,
            Listeners listeners,
            Clock clock,
            DhcpEvents events,
            Journal<JournalEntry, Leases> journal) {
        this.settings = settings;
        this.listeners = listeners;
        this.clock = clock;
        this.events = events;
        this.journal = journal;
        this.policy = new DhcpPolicy(journal.kept(), settings.policy());
        this.exchange = new Exchange(policy, journal, clock, events);
        this.interfaces =
                InterfaceKeeper.start("muster-dhcp-interfaces", this::open, events, settings.interfaceCheck());
    }

    /// Reads the leases back from the journal.
    ///
    /// @throws IOException if the journal cannot be had or is another process's
    public static DhcpServer open(DhcpConfig settings, Listeners listeners, Clock clock, DhcpEvents events)
            throws IOException {
        return new DhcpServer(
                settings,
                listeners,
                clock,
                events,
                Leases.open(settings.journal(), settings.limits().leaseBytes()));
    }

    /// Serves exactly these subnets from now on, as their modes say. An interface that cannot be had is told to
    /// [DhcpEvents#interfaceMissing] and opened when it is there; the others are served meanwhile.
    ///
    /// @throws InvalidDhcpConfig saying which subnet is wrong and why; then the ones from before are still served
    public synchronized void apply(List<SubnetConfig> subnets) throws InvalidDhcpConfig {
        var wanted = new ArrayList<Subnet>();
        for (var config : subnets) {
            if (config.mode() != DhcpMode.OFF) {
                wanted.add(Subnet.of(config));
            }
        }
        policy.serve(wanted);
        var duties = new HashMap<String, Duties>();
        wanted.stream()
                .filter(subnet -> !subnet.interfaceName().isEmpty())
                .forEach(subnet -> duties.merge(subnet.interfaceName(), duties(subnet), Duties::and));
        interfaces.apply(duties);
    }

    /// Interfaces that are to be served and cannot be, and why.
    public Map<String, String> missing() {
        return interfaces.missing();
    }

    /// Which machine has an address now; empty for one that shows no MAC, too.
    public Optional<MacAddress> macOf(Inet4Address address) {
        return running(address, clock.instant()).map(Lease::mac);
    }

    private Optional<Lease> running(Inet4Address address, Instant now) {
        return leaseOf(Ipv4.of(address))
                .filter(lease -> lease.isActive(now) && lease.client().hasMac());
    }

    /// A lease that runs, and what can be known of where its machine is.
    ///
    /// @param now at that moment
    /// @param onLink whether the subnet is on a link of this cluster where cards can be seen by their MACs
    /// @param elsewhere whether the same MAC has a running lease that was asked for at another place
    public record Place(Lease lease, Instant now, BooleanSupplier onLink, BooleanSupplier elsewhere) {}

    /// The running lease of an address and its place; empty for a client that shows no MAC, too.
    public Optional<Place> placeOf(Inet4Address address) {
        var now = clock.instant();
        return running(address, now)
                .map(lease -> new Place(lease, now, () -> isOnLink(lease), () -> isElsewhere(lease, now)));
    }

    private boolean isOnLink(Lease lease) {
        return policy.subnetOf(lease.address())
                .filter(subnet -> subnet.isLocal() && Interfaces.hasMacs(subnet.interfaceName()))
                .isPresent();
    }

    private boolean isElsewhere(Lease lease, Instant now) {
        return journal.kept().of(lease.mac()).stream()
                .anyMatch(hold -> hold.isLeased(now) && !hold.port().isSamePlace(lease.port()));
    }

    /// The last lease of an address, one that has ended too.
    public Optional<Lease> leaseOf(Ipv4 address) {
        return journal.kept().of(address);
    }

    /// Shows the leases that have not ended.
    public void forEachLease(Consumer<? super Lease> reader) {
        journal.kept().forEachActive(clock.instant(), reader);
    }

    /// How many leases have not ended.
    public int leaseCount() {
        return journal.kept().countActive(clock.instant());
    }

    /// Which address a machine has now.
    public Optional<Inet4Address> addressOf(MacAddress mac) {
        return journal.kept().activeOf(mac, clock.instant()).map(lease -> lease.address()
                .toInet());
    }

    @Override
    public void close() throws IOException {
        interfaces.close();
        journal.close();
    }

    private static Duties duties(Subnet subnet) {
        boolean proxy = subnet.mode() == DhcpMode.PROXY;
        return new Duties(subnet.interfaceName(), subnet.isLocal() && !proxy, proxy);
    }

    private ServedInterface open(String name, Duties duty) throws IOException {
        var watcher = new FreeAddressWatcher(name, policy, new WriteAhead<>(journal, events::dropped), clock, events);
        return ServedInterface.open(listeners, settings, duty, exchange, watcher);
    }
}
