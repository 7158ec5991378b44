package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.journal.Journal;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// All leases in memory, the last one of each address, and the quarantines. Safe to read from any thread.
public final class Leases implements Journal.Kept<JournalEntry> {
    private final ConcurrentHashMap<Ipv4, Lease> byAddress = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<MacAddress, Lease> latestByMac = new ConcurrentHashMap<>();

    private final ConcurrentHashMap<Ipv4, Quarantine> quarantines = new ConcurrentHashMap<>();

    public Leases() {}

    public Leases(Collection<? extends JournalEntry> restored) {
        restored.forEach(this::put);
    }

    /// Reads the leases back from a journal, which is written from then on.
    ///
    /// @throws IOException if the file cannot be had, is no journal or belongs to another process
    public static Journal<JournalEntry, Leases> open(Path path) throws IOException {
        return Journal.open(path, new LeaseRecords(), Leases::new);
    }

    public void put(JournalEntry entry) {
        switch (entry) {
            case Lease lease -> putLease(lease);
            case Quarantine quarantine -> quarantines.put(quarantine.address(), quarantine);
        }
    }

    private void putLease(Lease lease) {
        var before = byAddress.put(lease.address(), lease);
        if (before != null && !before.mac().equals(lease.mac())) {
            latestByMac.computeIfPresent(
                    before.mac(), (mac, latest) -> latest.address().equals(lease.address()) ? null : latest);
        }
        latestByMac.put(lease.mac(), lease);
    }

    public Optional<Lease> of(Ipv4 address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /// The lease that the machine was given last; a machine with a foot in two subnets has more.
    public Optional<Lease> of(MacAddress mac) {
        return Optional.ofNullable(latestByMac.get(mac));
    }

    @Override
    public int size() {
        return byAddress.size();
    }

    public List<Lease> all() {
        return List.copyOf(byAddress.values());
    }

    public List<Quarantine> quarantines() {
        return List.copyOf(quarantines.values());
    }

    @Override
    public List<JournalEntry> entries() {
        var entries = new ArrayList<JournalEntry>(byAddress.values());
        entries.addAll(quarantines.values());
        return entries;
    }
}
