package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.Hold.Kind;
import dev.muster.cluster.journal.Journal;
import dev.muster.cluster.journal.Kept;
import dev.muster.cluster.table.EndingRows;
import dev.muster.cluster.table.RowIndex;
import dev.muster.cluster.table.Rows;
import dev.muster.cluster.wire.Digest;
import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/// Who holds which address: lease, offer, quarantine or foreign use, ended ones too, so that a machine gets its
/// address again. Packed in rows, and bounded: where there is no room for a new address, the one that ended first is
/// forgotten. Safe to use from any thread; each call holds a lock for a moment.
public final class Leases implements Kept<JournalEntry> {
    /// Octets of memory for an address: its row, and its places in three indices and a heap.
    public static final int BYTES_EACH = 124;

    /// One machine cannot make the table slow by giving address after address back.
    private static final int MOST_OF_CLIENT = 32;

    private final EndingRows table;
    private final Rows rows;
    private final LeaseRows fields;
    private final RowIndex byAddress;
    private final RowIndex byClient;
    private final RowIndex byMac;
    private Grouping grouping = Grouping.NONE;

    /// @param mostBytes of memory that all of them may take
    public Leases(long mostBytes) {
        this.table = new EndingRows(
                Math.clamp(mostBytes / BYTES_EACH, 1, Integer.MAX_VALUE), LeaseRows.COLUMNS, new Owner());
        this.rows = table.rows();
        this.fields = new LeaseRows(rows);
        this.byAddress = new RowIndex(fields::addressHash);
        this.byClient = new RowIndex(fields::keyHash);
        this.byMac = new RowIndex(fields::macHash);
    }

    /// Reads the leases back from a journal, which is written from then on.
    ///
    /// @throws IOException if the file cannot be had, is no journal or belongs to another process
    public static Journal<JournalEntry, Leases> open(Path path, long mostBytes) throws IOException {
        return Journal.open(path, new LeaseRecords(), new Leases(mostBytes));
    }

    /// What the address was leased as last, ended or not.
    public Optional<Lease> of(Ipv4 address) {
        synchronized (table) {
            int row = rowOf(address);
            return row != Rows.NONE && fields.kind(row) == Kind.LEASED
                    ? Optional.of(fields.lease(row))
                    : Optional.empty();
        }
    }

    public Optional<Hold> at(Ipv4 address) {
        synchronized (table) {
            int row = rowOf(address);
            return row == Rows.NONE ? Optional.empty() : Optional.of(fields.hold(row));
        }
    }

    /// What a client holds, held, or reported as taken, in whatever subnet, also where it was known by its MAC alone,
    /// or is now.
    public List<Hold> of(ClientIdentity client) {
        synchronized (table) {
            var found = rowsOf(client.key());
            rowsOf(client.mac()).stream()
                    .filter(row -> !fields.hasKey(row, client.key())
                            && fields.client(row).isSame(client))
                    .forEach(found::add);
            return found.stream().map(fields::hold).toList();
        }
    }

    /// What a machine holds, held, or reported as taken, in whatever subnet and whatever it called itself; nothing for
    /// a MAC of zeros.
    public List<Hold> of(MacAddress mac) {
        synchronized (table) {
            return rowsOf(mac).stream().map(fields::hold).toList();
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
    public void put(JournalEntry entry) {
        synchronized (table) {
            switch (entry) {
                case Lease lease -> putLease(lease);
                case Quarantine taken -> put(taken, taken.reporter(), Kind.QUARANTINED, taken.since(), taken.until());
                case ForeignUse use -> put(use, use.client(), Kind.FOREIGN, use.since(), use.until());
            }
        }
    }

    private void putLease(Lease lease) {
        int row = put(lease, lease.client(), Kind.LEASED, lease.granted(), lease.expires());
        fields.setPort(row, lease.port());
        if (lease.isInfinite()) {
            fields.setInfinite(row);
            fields.setUntil(row, grouping.endOf(lease));
            table.moved(row);
        }
    }

    private int put(JournalEntry entry, ClientIdentity client, Kind kind, Instant since, Instant until) {
        int row = held(entry.address(), client, kind, since);
        fields.setTimes(row, since, until);
        table.moved(row);
        return row;
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
        synchronized (table) {
            int row = rowOf(address);
            if (!isOf(client, row)) {
                row = held(address, client, Kind.OFFERED, now);
                fields.setTimes(row, now, Instant.EPOCH);
            }
            fields.setOfferedUntil(row, until);
            table.moved(row);
        }
    }

    /// The client will not send a REQUEST for the address.
    public void withdrawOffer(ClientIdentity client, Ipv4 address) {
        synchronized (table) {
            int row = rowOf(address);
            if (isOf(client, row)) {
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
                if (fields.isInfinite(row)) {
                    fields.setUntil(row, wanted.endOf(infinite(row)));
                }
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
    public List<Ipv4> ended(int group, int limit, Instant now) {
        synchronized (table) {
            return Arrays.stream(table.ended(group, limit, now.toEpochMilli()))
                    .mapToObj(fields::address)
                    .toList();
        }
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
        var count = new AtomicInteger();
        table.forEach(row -> {
            if (isActive(row, now)) {
                count.setPlain(count.getPlain() + 1);
            }
        });
        return count.get();
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

    /// The row of an address, from now on a client's.
    private int held(Ipv4 address, ClientIdentity client, Kind kind, Instant now) {
        int row = rowOf(address);
        if (row != Rows.NONE) {
            unlink(row);
            fields.start(row, address, kind);
            link(row, client);
            return row;
        }
        row = table.add(now.toEpochMilli());
        fields.start(row, address, kind);
        byAddress.add(row);
        link(row, client);
        int group = grouping.groupOf(address);
        table.placed(row, group);
        if (group != Grouping.OTHER) {
            grouping.groups().get(group).used(address);
        }
        forgetOneOf(client, row, now);
        return row;
    }

    private void forgetOneOf(ClientIdentity client, int fresh, Instant now) {
        var all = client.hasMac() ? rowsOf(client.mac()) : rowsOf(client.key());
        if (all.size() > MOST_OF_CLIENT) {
            all.stream()
                    .filter(row -> row != fresh && fields.end(row) <= now.toEpochMilli())
                    .min((row, other) -> Long.compare(fields.end(row), fields.end(other)))
                    .ifPresent(table::forget);
        }
    }

    private void link(int row, ClientIdentity client) {
        fields.setClient(row, client);
        if (!client.key().equals(ClientIdentity.NOBODY.key())) {
            byClient.add(row);
        }
        if (client.hasMac()) {
            byMac.add(row);
        }
    }

    private void unlink(int row) {
        if (!fields.hasKey(row, ClientIdentity.NOBODY.key())) {
            byClient.remove(row);
        }
        if (fields.mac(row) != 0) {
            byMac.remove(row);
        }
    }

    private int rowOf(Ipv4 address) {
        int row = byAddress.first(LeaseRows.hash(address));
        while (row != Rows.NONE && fields.addressBits(row) != address.bits()) {
            row = byAddress.after(row);
        }
        return row;
    }

    private List<Integer> rowsOf(MacAddress mac) {
        return mac.isZero() ? List.of() : rows(byMac, LeaseRows.hash(mac.bits()), row -> fields.mac(row) == mac.bits());
    }

    private List<Integer> rowsOf(Digest key) {
        return rows(byClient, LeaseRows.hash(key), row -> fields.hasKey(row, key));
    }

    private static List<Integer> rows(RowIndex index, long hash, IntPredicate wanted) {
        var found = new ArrayList<Integer>(2);
        for (int row = index.first(hash); row != Rows.NONE; row = index.after(row)) {
            if (wanted.test(row)) {
                found.add(row);
            }
        }
        return found;
    }

    private final class Owner implements EndingRows.Owner {
        @Override
        public long end(int row) {
            return fields.end(row);
        }

        @Override
        public boolean isBefore(int row, int other) {
            return Integer.compareUnsigned(fields.addressBits(row), fields.addressBits(other)) < 0;
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
