package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.address.AddressTable;
import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.table.Hashes;
import dev.muster.cluster.table.RowIndex;
import dev.muster.cluster.table.Rows;
import dev.muster.cluster.wire.Digest;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.List;

/// What a row of [Leases] holds, and by whom it is found. Times are milliseconds since 1970.
final class LeaseRows implements AddressTable.Fields<Ipv4> {
    static final int COLUMNS = 9;

    /// Address (32 bits), flags (8), kind (8).
    private static final int HEAD = 0;

    private static final int MAC = 1;
    private static final int KEY_HIGH = 2;
    private static final int KEY_LOW = 3;
    private static final int SINCE = 4;
    private static final int UNTIL = 5;
    private static final int OFFERED_UNTIL = 6;
    private static final int LINE = 7;
    private static final int DOUBTED_UNTIL = 8;

    private static final long INFINITE = 1 << 8;
    private static final long RELAYED = 1 << 9;

    private final Rows rows;
    private final RowIndex byClient;
    private final RowIndex byMac;

    LeaseRows(Rows rows) {
        this.rows = rows;
        this.byClient = new RowIndex(row -> hash(key(row)));
        this.byMac = new RowIndex(row -> Hashes.of(mac(row)));
    }

    /// Makes the row a client's one of an address, asked for directly.
    void start(int row, Ipv4 address, Kind kind, ClientIdentity client) {
        rows.set(row, HEAD, (long) address.bits() << 32 | kind.code());
        rows.set(row, MAC, client.mac().bits());
        rows.set(row, KEY_HIGH, client.key().high());
        rows.set(row, KEY_LOW, client.key().low());
        setPort(row, RelayPort.DIRECT);
    }

    void setTimes(int row, Instant since, Instant until) {
        rows.set(row, SINCE, since.toEpochMilli());
        rows.set(row, UNTIL, until.toEpochMilli());
        rows.set(row, OFFERED_UNTIL, 0);
    }

    void setInfinite(int row) {
        rows.set(row, HEAD, rows.get(row, HEAD) | INFINITE);
    }

    void setUntil(int row, Instant until) {
        rows.set(row, UNTIL, until.toEpochMilli());
    }

    void setOfferedUntil(int row, Instant until) {
        rows.set(row, OFFERED_UNTIL, until.toEpochMilli());
    }

    void setPort(int row, RelayPort port) {
        if (port.relayed()) {
            rows.set(row, HEAD, rows.get(row, HEAD) | RELAYED);
        }
        rows.set(row, LINE, port.line());
        rows.set(row, DOUBTED_UNTIL, port.doubtedUntil().toEpochMilli());
    }

    @Override
    public Ipv4 address(int row) {
        return new Ipv4((int) (rows.get(row, HEAD) >> 32));
    }

    Kind kind(int row) {
        return Kind.ofCode((int) (rows.get(row, HEAD) & 0xff));
    }

    boolean isInfinite(int row) {
        return (rows.get(row, HEAD) & INFINITE) != 0;
    }

    long mac(int row) {
        return rows.get(row, MAC);
    }

    Digest key(int row) {
        return new Digest(rows.get(row, KEY_HIGH), rows.get(row, KEY_LOW));
    }

    boolean hasKey(int row, Digest key) {
        return rows.get(row, KEY_LOW) == key.low() && rows.get(row, KEY_HIGH) == key.high();
    }

    long until(int row) {
        return rows.get(row, UNTIL);
    }

    @Override
    public long end(int row) {
        return Math.max(rows.get(row, UNTIL), rows.get(row, OFFERED_UNTIL));
    }

    ClientIdentity client(int row) {
        return new ClientIdentity(MacAddress.ofBits(mac(row)), key(row));
    }

    RelayPort port(int row) {
        return new RelayPort(
                (rows.get(row, HEAD) & RELAYED) != 0,
                rows.get(row, LINE),
                Instant.ofEpochMilli(rows.get(row, DOUBTED_UNTIL)));
    }

    Hold hold(int row) {
        return new Hold(
                address(row),
                client(row),
                kind(row),
                Instant.ofEpochMilli(rows.get(row, SINCE)),
                Instant.ofEpochMilli(rows.get(row, UNTIL)),
                Instant.ofEpochMilli(rows.get(row, OFFERED_UNTIL)),
                port(row));
    }

    /// Of a row of that kind.
    Lease lease(int row) {
        return new Lease(client(row), address(row), since(row), Instant.ofEpochMilli(until(row)), port(row));
    }

    Quarantine quarantine(int row) {
        return new Quarantine(client(row), address(row), since(row), Instant.ofEpochMilli(until(row)));
    }

    ForeignUse foreign(int row) {
        return new ForeignUse(client(row), address(row), since(row), Instant.ofEpochMilli(until(row)));
    }

    Instant since(int row) {
        return Instant.ofEpochMilli(rows.get(row, SINCE));
    }

    @Override
    public long hash(Ipv4 address) {
        return Hashes.of(address.bits());
    }

    @Override
    public void link(int row) {
        if (!hasKey(row, ClientIdentity.NOBODY.key())) {
            byClient.add(row);
        }
        if (mac(row) != 0) {
            byMac.add(row);
        }
    }

    @Override
    public void unlink(int row) {
        if (!hasKey(row, ClientIdentity.NOBODY.key())) {
            byClient.remove(row);
        }
        if (mac(row) != 0) {
            byMac.remove(row);
        }
    }

    @Override
    public List<Integer> rowsOfHolder(int row) {
        var client = client(row);
        return client.hasMac() ? rowsOf(client.mac()) : rowsOf(client.key());
    }

    /// Nothing for a MAC of zeros.
    List<Integer> rowsOf(MacAddress mac) {
        return mac.isZero() ? List.of() : byMac.all(Hashes.of(mac.bits()), row -> mac(row) == mac.bits());
    }

    List<Integer> rowsOf(Digest key) {
        return byClient.all(hash(key), row -> hasKey(row, key));
    }

    static long hash(Digest key) {
        return Hashes.of(key.high(), key.low());
    }
}
