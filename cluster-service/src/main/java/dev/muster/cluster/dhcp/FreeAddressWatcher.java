package dev.muster.cluster.dhcp;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.JournalEntry;
import dev.muster.cluster.dhcp.policy.DhcpPolicy;
import dev.muster.cluster.dhcp.server.ConflictProbe;
import dev.muster.cluster.journal.WriteAhead;
import dev.muster.model.node.MacAddress;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// Has the next free addresses of an interface asked about, each once a minute.
record FreeAddressWatcher(
        String interfaceName, DhcpPolicy policy, WriteAhead<JournalEntry> journal, Clock clock, DhcpEvents events)
        implements ConflictProbe.Watcher {
    private static final Duration STALE = Duration.ofMinutes(1);

    @Override
    public List<Ipv4> toProbe() {
        return policy.unwatched(interfaceName, STALE, clock.instant());
    }

    @Override
    public void quiet(Ipv4 address) {
        policy.quiet(interfaceName, address, clock.instant());
    }

    @Override
    public void inUse(Ipv4 address, MacAddress station) {
        policy.inUse(interfaceName, address, station, clock.instant()).ifPresent(conflict -> {
            if (conflict.isNew()) {
                events.conflict(address.toInet(), conflict.subnet().toString());
            }
            journal.write(conflict.use(), () -> {});
        });
    }
}
