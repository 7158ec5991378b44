package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.ServedInterface.Duties;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.LeaseJournal;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.policy.InvalidDhcpConfig;
import dev.muster.cluster.dhcp.policy.Subnet;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The cluster's DHCP server. Serves nothing until it is told subnets.
public final class DhcpServer implements AutoCloseable {
    private final DhcpSettings settings;
    private final Listeners listeners;
    private final Clock clock;
    private final DhcpEvents events;
    private final LeaseJournal journal;
    private final DhcpPolicy policy;
    private final Exchange exchange;
    private final Map<String, Duties> duties = new LinkedHashMap<>();
    private final Map<String, ServedInterface> served = new HashMap<>();
    private final Map<String, String> missing = new HashMap<>();
    private final Thread watch;

    private DhcpServer(
            DhcpSettings settings, Listeners listeners, Clock clock, DhcpEvents events, LeaseJournal journal) {
        this.settings = settings;
        this.listeners = listeners;
        this.clock = clock;
        this.events = events;
        this.journal = journal;
        this.policy = new DhcpPolicy(journal.leases(), settings.policy());
        this.exchange = new Exchange(policy, journal, clock, events);
        this.watch = new Thread(this::watch, "muster-dhcp-interfaces");
        watch.setDaemon(true);
    }

    /// Reads the leases back from the journal.
    ///
    /// @throws IOException if the journal cannot be had or is another process's
    public static DhcpServer open(DhcpSettings settings, Listeners listeners, Clock clock, DhcpEvents events)
            throws IOException {
        var server = new DhcpServer(settings, listeners, clock, events, LeaseJournal.open(settings.journal()));
        server.watch.start();
        return server;
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
        policy.serve(wanted, clock.instant());
        duties.clear();
        wanted.stream()
                .filter(subnet -> !subnet.interfaceName().isEmpty())
                .forEach(subnet -> duties.merge(subnet.interfaceName(), duties(subnet), Duties::and));
        settle();
    }

    /// Interfaces that are to be served and cannot be, and why.
    public synchronized Map<String, String> missing() {
        return Map.copyOf(missing);
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
    public void close() throws IOException {
        watch.interrupt();
        synchronized (this) {
            duties.clear();
            settle();
        }
        journal.close();
    }

    private static Duties duties(Subnet subnet) {
        boolean proxy = subnet.mode() == DhcpMode.PROXY;
        return new Duties(subnet.interfaceName(), subnet.isLocal() && !proxy, proxy);
    }

    /// An interface may be deleted and made anew at any time, and its sockets are bound to the old one.
    private void watch() {
        try {
            while (true) {
                Thread.sleep(settings.interfaceCheck());
                settle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Brings the open interfaces in line with the duties.
    private synchronized void settle() {
        for (var open : List.copyOf(served.values())) {
            if (!open.duties().equals(duties.get(open.duties().interfaceName())) || !open.isThere()) {
                served.remove(open.duties().interfaceName());
                open.close();
            }
        }
        missing.keySet().retainAll(duties.keySet());
        duties.values().stream()
                .filter(duty -> !served.containsKey(duty.interfaceName()))
                .forEach(this::open);
    }

    private void open(Duties duty) {
        String name = duty.interfaceName();
        try {
            var watcher = new FreeAddressWatcher(name, policy, journal, clock, events);
            served.put(name, ServedInterface.open(listeners, settings, duty, exchange, watcher));
            missing.remove(name);
            events.interfaceServed(name);
        } catch (IOException e) {
            String why = String.valueOf(e.getMessage());
            if (!why.equals(missing.put(name, why))) {
                events.interfaceMissing(name, why);
            }
        }
    }
}
