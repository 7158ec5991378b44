package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.address.AddressHolds;
import dev.muster.cluster.address.AddressTable;
import dev.muster.cluster.address.Grouping;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.journal.Kept;
import dev.muster.cluster.table.Rows;
import dev.muster.model.network.Ipv6Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/// Who holds which address, the last of each: leases, offers, quarantines, what other servers gave, ended ones too, so
/// that a machine gets its address again. Safe to use from any thread; each call holds a lock for a moment.
public final class Bindings implements Kept<Binding>, AddressHolds<Ipv6Address, Holder, Binding> {
    /// Octets of memory for an address: its row, and its places in three indices and a heap.
    public static final int BYTES_EACH = 128;

    private final AddressTable<Ipv6Address, BindingRows> table;
    private final BindingRows fields;
    /// Of the table.
    private final Object lock;

    /// @param mostBytes of memory that all of them may take
    public Bindings(long mostBytes) {
        this.table = new AddressTable<>(mostBytes / BYTES_EACH, BindingRows.COLUMNS, BindingRows::new);
        this.fields = table.fields();
        this.lock = table.lock();
    }

    /// Reads the leases back from a journal, which is written from then on.
    ///
    /// @throws IOException if the file cannot be had, is no journal or belongs to another process
    public static Journal<Binding, Bindings> open(Path path, long mostBytes) throws IOException {
        return Journal.open(path, new BindingRecords(), new Bindings(mostBytes));
    }

    /// What was written down of the address last.
    public Optional<Binding> of(Ipv6Address address) {
        synchronized (lock) {
            int row = table.rowOf(address);
            return row != Rows.NONE && fields.kind(row) != Kind.OFFERED
                    ? Optional.of(fields.binding(row))
                    : Optional.empty();
        }
    }

    @Override
    public Optional<Binding> at(Ipv6Address address) {
        synchronized (lock) {
            int row = table.rowOf(address);
            return row == Rows.NONE ? Optional.empty() : Optional.of(fields.held(row));
        }
    }

    /// What the holder, or anything on its MAC, holds, held, or reported as taken, in whatever subnet.
    @Override
    public List<Binding> of(Holder holder) {
        synchronized (lock) {
            return fields.rowsOf(holder).stream().map(fields::held).toList();
        }
    }

    @Override
    public boolean hasRoom(Instant now) {
        return table.hasRoom(now);
    }

    @Override
    public boolean isFull() {
        return table.isFull();
    }

    /// Takes in what has been decided.
    public void put(Binding binding) {
        synchronized (lock) {
            held(binding);
        }
    }

    @Override
    public void restore(Binding binding) {
        put(binding);
    }

    /// Keeps an address for a holder's REQUEST. A lease of the holder on it stays what it is.
    public void offer(Holder holder, Ipv6Address address, Instant now, Instant until) {
        synchronized (lock) {
            int row = table.rowOf(address);
            if (row == Rows.NONE || !fields.binding(row).isOf(holder)) {
                row = held(new Binding(address, holder, Kind.OFFERED, now, Instant.EPOCH));
            }
            fields.setOfferedUntil(row, until);
            table.moved(row);
        }
    }

    @Override
    public void withdrawOffer(Holder holder, Ipv6Address address) {
        synchronized (lock) {
            int row = table.rowOf(address);
            if (row != Rows.NONE && fields.binding(row).isOf(holder)) {
                fields.setOfferedUntil(row, Instant.EPOCH);
                table.moved(row);
            }
        }
    }

    /// Groups the addresses anew.
    public void group(Grouping<Ipv6Address> wanted) {
        synchronized (lock) {
            table.group(wanted);
        }
    }

    @Override
    public List<Ipv6Address> ended(int group, int limit, Instant now) {
        return table.ended(group, limit, now);
    }

    /// Shows the leases that run.
    public void forEachActive(Instant now, Consumer<? super Binding> reader) {
        table.<Binding>show(row -> isActive(row, now) ? fields.binding(row) : null, reader);
    }

    /// How many leases run.
    public int countActive(Instant now) {
        return table.count(row -> isActive(row, now));
    }

    @Override
    public void forEach(Consumer<? super Binding> reader) {
        table.<Binding>show(row -> fields.kind(row) == Kind.OFFERED ? null : fields.binding(row), reader);
    }

    @Override
    public int size() {
        return table.size();
    }

    private boolean isActive(int row, Instant now) {
        return fields.kind(row) == Kind.LEASED && fields.until(row) > now.toEpochMilli();
    }

    /// The row of an address, from now on holding this.
    private int held(Binding binding) {
        return table.put(binding.address(), binding.since(), row -> fields.set(row, binding));
    }
}
