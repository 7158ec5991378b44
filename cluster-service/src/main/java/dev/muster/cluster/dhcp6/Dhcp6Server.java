package dev.muster.cluster.dhcp6;

import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.cluster.dhcp6.lease.Bindings;
import dev.muster.cluster.dhcp6.policy.Dhcp6Policy;
import dev.muster.cluster.dhcp6.policy.InvalidDhcp6Config;
import dev.muster.cluster.dhcp6.policy.Subnet;
import dev.muster.cluster.dhcp6.server.Dhcp6Port;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.net.InterfaceKeeper;
import dev.muster.cluster.net.Listeners;
import dev.muster.model.cluster.SubnetConfig;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/// The cluster's DHCPv6 server. Serves nothing until it is told subnets.
public final class Dhcp6Server implements AutoCloseable {
    private final Clock clock;
    private final Journal<Binding, Bindings> journal;
    private final Dhcp6Policy policy;
    private final InterfaceKeeper<String> interfaces;

    private Dhcp6Server(
            Dhcp6Config settings,
            Listeners listeners,
            Clock clock,
            Dhcp6Events events,
            Journal<Binding, Bindings> journal) {
        this.clock = clock;
        this.journal = journal;
        this.policy = new Dhcp6Policy(journal.kept(), settings.policy());
        var exchange = new Exchange(policy, journal, clock, events);
        this.interfaces = InterfaceKeeper.start(
                "muster-dhcp6-interfaces",
                (name, _) -> Dhcp6Port.open(listeners, name, exchange),
                events,
                settings.interfaceCheck());
    }

    /// Reads the leases back from the journal.
    ///
    /// @throws IOException if the journal cannot be had or is another process's
    public static Dhcp6Server open(Dhcp6Config settings, Listeners listeners, Clock clock, Dhcp6Events events)
            throws IOException {
        return new Dhcp6Server(
                settings, listeners, clock, events, Bindings.open(settings.journal(), settings.leaseBytes()));
    }

    /// Serves exactly those of the subnets that have a service over IPv6. An interface that cannot be had is told to
    /// [Dhcp6Events#interfaceMissing] and opened when it is there; the others are served meanwhile.
    ///
    /// @throws InvalidDhcp6Config saying which subnet is wrong and why; then the ones from before are still served
    public synchronized void apply(List<SubnetConfig> subnets) throws InvalidDhcp6Config {
        var wanted = new ArrayList<Subnet>();
        for (var config : subnets) {
            var service = config.service().v6();
            if (service != null) {
                wanted.add(Subnet.of(config, service));
            }
        }
        policy.serve(wanted);
        interfaces.apply(wanted.stream()
                .map(Subnet::interfaceName)
                .filter(name -> !name.isEmpty())
                .distinct()
                .collect(Collectors.toMap(Function.identity(), Function.identity())));
    }

    /// Interfaces that are to be served and cannot be, and why.
    public Map<String, String> missing() {
        return interfaces.missing();
    }

    /// Which machine has an address now.
    public Optional<MacAddress> macOf(Ipv6Address address) {
        var now = clock.instant();
        return journal.kept()
                .of(address)
                .filter(binding -> binding.isLeased(now))
                .flatMap(binding -> Optional.ofNullable(binding.holder().mac()));
    }

    /// The last lease of an address, one that has ended too.
    public Optional<Binding> leaseOf(Ipv6Address address) {
        return journal.kept().of(address).filter(Binding::isLease);
    }

    /// Shows the leases that have not ended.
    public void forEachLease(Consumer<? super Binding> reader) {
        journal.kept().forEachActive(clock.instant(), reader);
    }

    /// How many leases have not ended.
    public int leaseCount() {
        return journal.kept().countActive(clock.instant());
    }

    @Override
    public void close() throws IOException {
        interfaces.close();
        journal.close();
    }
}
