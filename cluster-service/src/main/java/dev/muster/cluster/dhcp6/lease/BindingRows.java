package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.address.AddressTable;
import dev.muster.cluster.table.Hashes;
import dev.muster.cluster.table.RowIndex;
import dev.muster.cluster.table.Rows;
import dev.muster.cluster.wire.Digest;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;

/// What a row of [Bindings] holds, and by whom it is found. Times are milliseconds since 1970.
final class BindingRows implements AddressTable.Fields<Ipv6Address> {
    static final int COLUMNS = 9;

    /// IAID (32 bits), kind (32).
    private static final int HEAD = 0;

    /// Or [#NO_MAC].
    private static final int MAC = 1;

    private static final int ADDRESS_HIGH = 2;
    private static final int ADDRESS_LOW = 3;
    private static final int DUID_HIGH = 4;
    private static final int DUID_LOW = 5;
    private static final int SINCE = 6;
    private static final int UNTIL = 7;
    private static final int OFFERED_UNTIL = 8;

    private static final long NO_MAC = -1;

    private final Rows rows;
    private final RowIndex byDuid;
    private final RowIndex byMac;

    BindingRows(Rows rows) {
        this.rows = rows;
        this.byDuid = new RowIndex(row -> hash(duid(row)));
        this.byMac = new RowIndex(row -> Hashes.of(mac(row)));
    }

    void set(int row, Binding binding) {
        var holder = binding.holder();
        rows.set(row, HEAD, (long) holder.iaid() << 32 | binding.kind().code());
        rows.set(row, MAC, holder.mac() == null ? NO_MAC : holder.mac().bits());
        rows.set(row, ADDRESS_HIGH, binding.address().high());
        rows.set(row, ADDRESS_LOW, binding.address().low());
        rows.set(row, DUID_HIGH, holder.duid().high());
        rows.set(row, DUID_LOW, holder.duid().low());
        rows.set(row, SINCE, binding.since().toEpochMilli());
        rows.set(row, UNTIL, binding.until().toEpochMilli());
        rows.set(row, OFFERED_UNTIL, 0);
    }

    void setOfferedUntil(int row, Instant until) {
        rows.set(row, OFFERED_UNTIL, until.toEpochMilli());
    }

    Kind kind(int row) {
        return Kind.ofCode((int) (rows.get(row, HEAD) & 0xff));
    }

    @Override
    public Ipv6Address address(int row) {
        return new Ipv6Address(rows.get(row, ADDRESS_HIGH), rows.get(row, ADDRESS_LOW));
    }

    private boolean hasMac(int row) {
        return rows.get(row, MAC) != NO_MAC;
    }

    private long mac(int row) {
        return rows.get(row, MAC);
    }

    private Digest duid(int row) {
        return new Digest(rows.get(row, DUID_HIGH), rows.get(row, DUID_LOW));
    }

    private Holder holder(int row) {
        var mac = hasMac(row) ? MacAddress.ofBits(mac(row)) : null;
        return new Holder(mac, duid(row), (int) (rows.get(row, HEAD) >> 32));
    }

    long until(int row) {
        return rows.get(row, UNTIL);
    }

    @Override
    public long end(int row) {
        return Math.max(rows.get(row, UNTIL), rows.get(row, OFFERED_UNTIL));
    }

    /// As it is written down.
    Binding binding(int row) {
        return binding(row, until(row));
    }

    /// As the address is held, by an offer perhaps.
    Binding held(int row) {
        return binding(row, end(row));
    }

    private Binding binding(int row, long until) {
        return new Binding(
                address(row),
                holder(row),
                kind(row),
                Instant.ofEpochMilli(rows.get(row, SINCE)),
                Instant.ofEpochMilli(until));
    }

    @Override
    public long hash(Ipv6Address address) {
        return Hashes.of(address.high(), address.low());
    }

    @Override
    public void link(int row) {
        byDuid.add(row);
        if (hasMac(row)) {
            byMac.add(row);
        }
    }

    @Override
    public void unlink(int row) {
        byDuid.remove(row);
        if (hasMac(row)) {
            byMac.remove(row);
        }
    }

    @Override
    public List<Integer> rowsOfHolder(int row) {
        return rowsOf(holder(row));
    }

    /// Of the holder, and of anything on its MAC.
    List<Integer> rowsOf(Holder holder) {
        var duid = holder.duid();
        var found = new LinkedHashSet<>(byDuid.all(hash(duid), row -> duid(row).equals(duid)));
        var mac = holder.mac();
        if (mac != null) {
            found.addAll(byMac.all(Hashes.of(mac.bits()), row -> mac(row) == mac.bits()));
        }
        return List.copyOf(found);
    }

    private static long hash(Digest duid) {
        return Hashes.of(duid.high(), duid.low());
    }
}
