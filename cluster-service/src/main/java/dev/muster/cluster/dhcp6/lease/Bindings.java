package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.dhcp6.lease.Binding.Kind;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.journal.Kept;
import dev.muster.cluster.table.EndingRows;
import dev.muster.cluster.table.Hashes;
import dev.muster.cluster.table.RowIndex;
import dev.muster.cluster.table.Rows;
import dev.muster.model.network.Ipv6Address;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Who holds which address, the last of each: leases, offers, quarantines, what other servers gave, ended ones too, so
/// that a machine gets its address again. Packed in rows, and bounded: where there is no room for a new address, the
/// one that ended first is forgotten. Safe to use from any thread; each call holds a lock for a moment.
public final class Bindings implements Kept<Binding> {
    /// Octets of memory for an address: its row, and its places in three indices and a heap.
    public static final int BYTES_EACH = 128;

    /// One machine cannot make the table slow by giving address after address back.
    private static final int MOST_OF_HOLDER = 32;

    private final EndingRows table;
    private final BindingRows fields;
    private final RowIndex byAddress;
    private final RowIndex byDuid;
    private final RowIndex byMac;
    private Grouping grouping = Grouping.NONE;

    /// @param mostBytes of memory that all of them may take
    public Bindings(long mostBytes) {
        this.table = new EndingRows(
                Math.clamp(mostBytes / BYTES_EACH, 1, Integer.MAX_VALUE), BindingRows.COLUMNS, new Owner());
        this.fields = new BindingRows(table.rows());
        this.byAddress = new RowIndex(fields::addressHash);
        this.byDuid = new RowIndex(fields::duidHash);
        this.byMac = new RowIndex(fields::macHash);
    }

    /// Reads the leases back from a journal, which is written from then on.
    ///
    /// @throws IOException if the file cannot be had, is no journal or belongs to another process
    public static Journal<Binding, Bindings> open(Path path, long mostBytes) throws IOException {
        return Journal.open(path, new BindingRecords(), new Bindings(mostBytes));
    }

    /// What was written down of the address last.
    public Optional<Binding> of(Ipv6Address address) {
        synchronized (table) {
            int row = rowOf(address);
            return row != Rows.NONE && fields.kind(row) != Kind.OFFERED
                    ? Optional.of(fields.binding(row))
                    : Optional.empty();
        }
    }

    /// How the address is held, by an offer perhaps.
    public Optional<Binding> at(Ipv6Address address) {
        synchronized (table) {
            int row = rowOf(address);
            return row == Rows.NONE ? Optional.empty() : Optional.of(fields.held(row));
        }
    }

    /// What the holder, or anything on its MAC, holds, held, or reported as taken, in whatever subnet.
    public List<Binding> of(Holder holder) {
        synchronized (table) {
            return rowsOf(holder).stream().map(fields::held).toList();
        }
    }

    /// Whether an address that the table does not know can be taken in.
    public boolean hasRoom(Instant now) {
        return table.hasRoom(now.toEpochMilli());
    }

    public boolean isFull() {
        return table.isFull();
    }

    /// Takes in what has been decided.
    public void put(Binding binding) {
        synchronized (table) {
            table.moved(held(binding));
        }
    }

    @Override
    public void restore(Binding binding) {
        put(binding);
    }

    /// Keeps an address for a holder's REQUEST. A lease of the holder on it stays what it is.
    public void offer(Holder holder, Ipv6Address address, Instant now, Instant until) {
        synchronized (table) {
            int row = rowOf(address);
            if (row == Rows.NONE || !fields.binding(row).isOf(holder)) {
                row = held(new Binding(address, holder, Kind.OFFERED, now, Instant.EPOCH));
            }
            fields.setOfferedUntil(row, until);
            table.moved(row);
        }
    }

    /// The holder will not send a REQUEST for the address.
    public void withdrawOffer(Holder holder, Ipv6Address address) {
        synchronized (table) {
            int row = rowOf(address);
            if (row != Rows.NONE && fields.binding(row).isOf(holder)) {
                fields.setOfferedUntil(row, Instant.EPOCH);
                table.moved(row);
            }
        }
    }

    /// Groups the addresses anew.
    public void group(Grouping wanted) {
        synchronized (table) {
            grouping = wanted;
            table.group(wanted.groups().size(), row -> {
                var address = fields.address(row);
                int group = wanted.groupOf(address);
                if (group != Grouping.OTHER) {
                    wanted.groups().get(group).used(address);
                }
                return group;
            });
        }
    }

    /// Addresses of a group that the table knows and that are free now, those that ended first before the others.
    public List<Ipv6Address> ended(int group, int limit, Instant now) {
        synchronized (table) {
            return Arrays.stream(table.ended(group, limit, now.toEpochMilli()))
                    .mapToObj(fields::address)
                    .toList();
        }
    }

    /// Shows the leases that run.
    public void forEachActive(Instant now, Consumer<? super Binding> reader) {
        table.<Binding>show(row -> isActive(row, now) ? fields.binding(row) : null, reader);
    }

    /// How many leases run.
    public int countActive(Instant now) {
        var count = new AtomicInteger();
        table.forEach(row -> {
            if (isActive(row, now)) {
                count.setPlain(count.getPlain() + 1);
            }
        });
        return count.get();
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
        int row = rowOf(binding.address());
        if (row != Rows.NONE) {
            unlink(row);
            fields.set(row, binding);
            link(row);
            return row;
        }
        long now = binding.since().toEpochMilli();
        row = table.add(now);
        fields.set(row, binding);
        byAddress.add(row);
        link(row);
        int group = grouping.groupOf(binding.address());
        table.placed(row, group);
        if (group != Grouping.OTHER) {
            grouping.groups().get(group).used(binding.address());
        }
        forgetOneOf(binding.holder(), row, now);
        return row;
    }

    private void forgetOneOf(Holder holder, int fresh, long now) {
        var all = rowsOf(holder);
        if (all.size() > MOST_OF_HOLDER) {
            all.stream()
                    .filter(row -> row != fresh && fields.end(row) <= now)
                    .min((row, other) -> Long.compare(fields.end(row), fields.end(other)))
                    .ifPresent(table::forget);
        }
    }

    private void link(int row) {
        byDuid.add(row);
        if (fields.hasMac(row)) {
            byMac.add(row);
        }
    }

    private void unlink(int row) {
        byDuid.remove(row);
        if (fields.hasMac(row)) {
            byMac.remove(row);
        }
    }

    private int rowOf(Ipv6Address address) {
        int row = byAddress.first(Hashes.of(address.high(), address.low()));
        while (row != Rows.NONE && !fields.address(row).equals(address)) {
            row = byAddress.after(row);
        }
        return row;
    }

    private List<Integer> rowsOf(Holder holder) {
        var found = new LinkedHashSet<Integer>(2);
        var duid = holder.duid();
        int row = byDuid.first(Hashes.of(duid.high(), duid.low()));
        for (; row != Rows.NONE; row = byDuid.after(row)) {
            if (fields.duid(row).equals(duid)) {
                found.add(row);
            }
        }
        if (holder.mac() != null) {
            long mac = holder.mac().bits();
            for (row = byMac.first(Hashes.of(mac)); row != Rows.NONE; row = byMac.after(row)) {
                if (fields.mac(row) == mac) {
                    found.add(row);
                }
            }
        }
        return new ArrayList<>(found);
    }

    private final class Owner implements EndingRows.Owner {
        @Override
        public long end(int row) {
            return fields.end(row);
        }

        @Override
        public boolean isBefore(int row, int other) {
            return fields.address(row).compareTo(fields.address(other)) < 0;
        }

        @Override
        public void forgotten(int row) {
            int group = table.group(row);
            if (group != Grouping.OTHER) {
                grouping.groups().get(group).forgotten(fields.address(row));
            }
            byAddress.remove(row);
            unlink(row);
        }
    }
}
