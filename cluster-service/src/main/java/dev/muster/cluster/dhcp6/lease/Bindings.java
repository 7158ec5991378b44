package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.journal.Journal;
import dev.muster.model.network.Ipv6Address;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// What is written down, the last of each address. Safe to read from any thread.
public final class Bindings implements Journal.Kept<Binding> {
    private final ConcurrentHashMap<Ipv6Address, Binding> byAddress = new ConcurrentHashMap<>();

    public Bindings() {}

    public Bindings(Collection<Binding> restored) {
        restored.forEach(this::put);
    }

    /// Reads the leases back from a journal, which is written from then on.
    ///
    /// @throws IOException if the file cannot be had, is no journal or belongs to another process
    public static Journal<Binding, Bindings> open(Path path) throws IOException {
        return Journal.open(path, new BindingRecords(), Bindings::new);
    }

    public void put(Binding binding) {
        byAddress.put(binding.address(), binding);
    }

    public Optional<Binding> of(Ipv6Address address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    @Override
    public int size() {
        return byAddress.size();
    }

    @Override
    public List<Binding> entries() {
        return List.copyOf(byAddress.values());
    }
}
