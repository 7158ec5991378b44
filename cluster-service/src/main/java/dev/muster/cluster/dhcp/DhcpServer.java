package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.LeaseJournal;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.policy.InvalidDhcpConfig;
import dev.muster.cluster.dhcp.policy.Subnet;
import dev.muster.cluster.net.Listeners;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.net.Inet4Address;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The cluster's DHCP server. Serves nothing until it is told subnets.
public final class DhcpServer implements AutoCloseable {
    private final DhcpSettings settings;
    private final Listeners listeners;
    private final Clock clock;
    private final DhcpEvents events;
    private final LeaseJournal journal;
    private final DhcpPolicy policy;
    private final Exchange exchange;
    private final Map<String, ServedInterface> served = new HashMap<>();

    private DhcpServer(
            DhcpSettings settings, Listeners listeners, Clock clock, DhcpEvents events, LeaseJournal journal) {
        this.settings = settings;
        this.listeners = listeners;
        this.clock = clock;
        this.events = events;
        this.journal = journal;
        this.policy = new DhcpPolicy(journal.leases(), settings.policy());
        this.exchange = new Exchange(policy, journal, clock, events);
    }

    /// Reads the leases back from the journal.
    ///
    /// @throws IOException if the journal cannot be had or is another process's
    public static DhcpServer open(DhcpSettings settings, Listeners listeners, Clock clock, DhcpEvents events)
            throws IOException {
        return new DhcpServer(settings, listeners, clock, events, LeaseJournal.open(settings.journal()));
    }

    /// Serves exactly these subnets from now on, those with `dhcp` set. All or nothing: after an exception the
    /// ones from before are still served.
    ///
    /// @throws InvalidDhcpConfig saying which subnet is wrong and why
    /// @throws IOException if an interface or its UDP port cannot be had
    public synchronized void apply(List<SubnetConfig> subnets) throws InvalidDhcpConfig, IOException {
        var wanted = new ArrayList<Subnet>();
        for (var config : subnets) {
            if (config.dhcp()) {
                wanted.add(Subnet.of(config));
            }
        }
        var names = new LinkedHashSet<String>();
        wanted.stream()
                .map(Subnet::interfaceName)
                .filter(name -> !name.isEmpty())
                .forEach(names::add);
        var opened = openMissing(names);
        try {
            policy.serve(wanted, clock.instant());
        } catch (InvalidDhcpConfig e) {
            opened.values().forEach(ServedInterface::close);
            throw e;
        }
        served.putAll(opened);
        closeOthers(names);
    }

    /// Which machine has an address now.
    public Optional<MacAddress> macOf(Inet4Address address) {
        var now = clock.instant();
        return journal.leases()
                .of(Ipv4.of(address))
                .filter(lease -> lease.isActive(now))
                .map(Lease::mac);
    }

    /// The leases that have not ended.
    public List<Lease> leases() {
        Instant now = clock.instant();
        return journal.leases().all().stream()
                .filter(lease -> lease.isActive(now))
                .toList();
    }

    @Override
    public synchronized void close() throws IOException {
        closeOthers(Set.of());
        journal.close();
    }

    private Map<String, ServedInterface> openMissing(Set<String> names) throws IOException {
        var opened = new HashMap<String, ServedInterface>();
        try {
            for (var name : names) {
                if (!served.containsKey(name)) {
                    var watcher = new FreeAddressWatcher(name, policy, clock, events);
                    opened.put(name, ServedInterface.open(listeners, settings, name, exchange, watcher));
                }
            }
            return opened;
        } catch (IOException e) {
            opened.values().forEach(ServedInterface::close);
            throw e;
        }
    }

    private void closeOthers(Set<String> names) {
        for (var entry : Map.copyOf(served).entrySet()) {
            if (!names.contains(entry.getKey())) {
                served.remove(entry.getKey());
                entry.getValue().close();
            }
        }
    }
}
