package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.address.AddressHolds;
import dev.muster.cluster.address.AddressTable;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.journal.Kept;
import dev.muster.cluster.table.Rows;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Who holds which address: lease, offer, quarantine or foreign use, ended ones too, so that a machine gets its
/// address again. Safe to use from any thread; each call holds a lock for a moment.
public final class Leases implements Kept<JournalEntry>, AddressHolds<Ipv4, ClientIdentity, Hold> {
    /// Octets of memory for an address: its row, and its places in three indices and a heap.
    public static final int BYTES_EACH = 124;

    private final AddressTable<Ipv4, LeaseRows> table;
    private final LeaseRows fields;
    /// Of the table.
    private final Object lock;

    private Function<Lease, Instant> endOfInfinite = Lease::expires;

    /// @param mostBytes of memory that all of them may take
    public Leases(long mostBytes) {
        this.table = new AddressTable<>(mostBytes / BYTES_EACH, LeaseRows.COLUMNS, LeaseRows::new);
        this.fields = table.fields();
        this.lock = table.lock();
    }

    /// Reads the leases back from a journal, which is written from then on.
    ///
    /// @throws IOException if the file cannot be had, is no journal or belongs to another process
    public static Journal<JournalEntry, Leases> open(Path path, long mostBytes) throws IOException {
        return Journal.open(path, new LeaseRecords(), new Leases(mostBytes));
    }

    /// What the address was leased as last, ended or not.
    public Optional<Lease> of(Ipv4 address) {
        synchronized (lock) {
            int row = table.rowOf(address);
            return row != Rows.NONE && fields.kind(row) == Kind.LEASED
                    ? Optional.of(fields.lease(row))
                    : Optional.empty();
        }
    }

    @Override
    public Optional<Hold> at(Ipv4 address) {
        synchronized (lock) {
            int row = table.rowOf(address);
            return row == Rows.NONE ? Optional.empty() : Optional.of(fields.hold(row));
        }
    }

    /// What a client holds, held, or reported as taken, in whatever subnet, also where it was known by its MAC alone,
    /// or is now.
    @Override
    public List<Hold> of(ClientIdentity client) {
        synchronized (lock) {
            var found = fields.rowsOf(client.key());
            fields.rowsOf(client.mac()).stream()
                    .filter(row -> !fields.hasKey(row, client.key())
                            && fields.client(row).isSame(client))
                    .forEach(found::add);
            return found.stream().map(fields::hold).toList();
        }
    }

    /// What a machine holds, held, or reported as taken, in whatever subnet and whatever it called itself; nothing for
    /// a MAC of zeros.
    public List<Hold> of(MacAddress mac) {
        synchronized (lock) {
            return fields.rowsOf(mac).stream().map(fields::hold).toList();
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
    public void put(JournalEntry entry) {
        synchronized (lock) {
            switch (entry) {
                case Lease lease -> put(lease);
                case Quarantine taken -> put(taken, taken.reporter(), Kind.QUARANTINED, taken.since(), taken.until());
                case ForeignUse use -> put(use, use.client(), Kind.FOREIGN, use.since(), use.until());
            }
        }
    }

    private void put(Lease lease) {
        table.put(lease.address(), lease.granted(), row -> {
            fields.start(row, lease.address(), Kind.LEASED, lease.client());
            fields.setTimes(row, lease.granted(), lease.expires());
            fields.setPort(row, lease.port());
            if (lease.isInfinite()) {
                fields.setInfinite(row);
                fields.setUntil(row, endOfInfinite.apply(lease));
            }
        });
    }

    private void put(JournalEntry entry, ClientIdentity client, Kind kind, Instant since, Instant until) {
        table.put(entry.address(), since, row -> {
            fields.start(row, entry.address(), kind, client);
            fields.setTimes(row, since, until);
        });
    }

    /// As [#put]. In journals of the first form a quarantine may stand behind a lease that is younger.
    @Override
    public void restore(JournalEntry entry) {
        boolean isOlder = entry instanceof Quarantine taken
                && of(taken.address())
                        .filter(lease -> lease.granted().isAfter(taken.since()))
                        .isPresent();
        if (!isOlder) {
            put(entry);
        }
    }

    /// Keeps an address for a client's REQUEST. A lease of the client on it stays what it is.
    public void offer(ClientIdentity client, Ipv4 address, Instant now, Instant until) {
        synchronized (lock) {
            int row = table.rowOf(address);
            if (!isOf(client, row)) {
                row = table.put(address, now, fresh -> {
                    fields.start(fresh, address, Kind.OFFERED, client);
                    fields.setTimes(fresh, now, Instant.EPOCH);
                });
            }
            fields.setOfferedUntil(row, until);
            table.moved(row);
        }
    }

    @Override
    public void withdrawOffer(ClientIdentity client, Ipv4 address) {
        synchronized (lock) {
            int row = table.rowOf(address);
            if (isOf(client, row)) {
                fields.setOfferedUntil(row, Instant.EPOCH);
                table.moved(row);
            }
        }
    }

    /// Groups the addresses anew.
    public void group(LeaseGrouping wanted) {
        synchronized (lock) {
            endOfInfinite = wanted::endOf;
            table.forEach(row -> {
                if (fields.isInfinite(row)) {
                    fields.setUntil(row, wanted.endOf(infinite(row)));
                }
            });
            table.group(wanted);
        }
    }

    @Override
    public List<Ipv4> ended(int group, int limit, Instant now) {
        return table.ended(group, limit, now);
    }

    /// Where a machine is now, by a lease that runs.
    public Optional<Lease> activeOf(MacAddress mac, Instant now) {
        long wanted = mac.bits();
        var found = new AtomicReference<@Nullable Lease>();
        table.forEach(row -> {
            if (fields.mac(row) == wanted && isActive(row, now)) {
                found.set(fields.lease(row));
            }
        });
        return Optional.ofNullable(found.get());
    }

    /// Shows the leases that run.
    public void forEachActive(Instant now, Consumer<? super Lease> reader) {
        table.<Lease>show(row -> isActive(row, now) ? fields.lease(row) : null, reader);
    }

    /// How many leases run.
    public int countActive(Instant now) {
        return table.count(row -> isActive(row, now));
    }

    @Override
    public void forEach(Consumer<? super JournalEntry> reader) {
        table.<JournalEntry>show(this::entry, reader);
    }

    @Override
    public int size() {
        return table.size();
    }

    private @Nullable JournalEntry entry(int row) {
        return switch (fields.kind(row)) {
            case OFFERED -> null;
            case LEASED -> fields.isInfinite(row) ? infinite(row) : fields.lease(row);
            case QUARANTINED -> fields.quarantine(row);
            case FOREIGN -> fields.foreign(row);
        };
    }

    /// As it was given, whatever the present subnets make of it.
    private Lease infinite(int row) {
        return new Lease(fields.client(row), fields.address(row), fields.since(row), Lease.NEVER, fields.port(row));
    }

    private boolean isActive(int row, Instant now) {
        return fields.kind(row) == Kind.LEASED && fields.until(row) > now.toEpochMilli();
    }

    private boolean isOf(ClientIdentity client, int row) {
        return row != Rows.NONE
                && fields.kind(row) != Kind.QUARANTINED
                && fields.client(row).isSame(client);
    }
}
