package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.dhcp6.lease.Binding.Kind;
import dev.muster.cluster.journal.RecordForm;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How a lease or a quarantine stands in the journal: 192 octets, big-endian. Kind, version, MAC (6, zeros for none),
/// address (16), beginning and end (8 each, milliseconds since 1970), IAID (4), DUID (its length, then 130 filled up
/// with zeros), filling, CRC-32C of all before it.
final class BindingRecords implements RecordForm<Binding> {
    static final int LENGTH = 192;

    private static final byte LEASE = 'L';
    private static final byte QUARANTINE = 'Q';
    private static final byte VERSION = 1;
    private static final int LONGEST_DUID = 130;
    private static final int CHECKED = LENGTH - Integer.BYTES;
    private static final byte[] NO_MAC = new byte[6];

    @Override
    public String header() {
        return "MUSTERL6";
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public void putFields(Binding entry, ByteBuffer out) {
        int start = out.position();
        var holder = entry.holder();
        out.put(entry.kind() == Kind.QUARANTINED ? QUARANTINE : LEASE).put(VERSION);
        out.put(holder.mac() == null ? NO_MAC : holder.mac().toBytes());
        out.put(entry.address().toBytes());
        out.putLong(entry.since().toEpochMilli()).putLong(entry.until().toEpochMilli());
        out.putInt(holder.iaid()).put((byte) holder.duid().length());
        out.put(holder.duid().toBytes(LONGEST_DUID));
        out.put(new byte[start + CHECKED - out.position()]);
    }

    @Override
    public Optional<Binding> takeFields(ByteBuffer record) {
        byte kind = record.get();
        int duidLength = record.get(44) & 0xff;
        if (record.get() != VERSION || (kind != LEASE && kind != QUARANTINE) || duidLength > LONGEST_DUID) {
            return Optional.empty();
        }
        var mac = new byte[NO_MAC.length];
        record.get(mac);
        var address = new Ipv6Address(record.getLong(), record.getLong());
        var since = Instant.ofEpochMilli(record.getLong());
        var until = Instant.ofEpochMilli(record.getLong());
        int iaid = record.getInt();
        record.get();
        var holder = new Holder(mac(mac), Octets.take(record, duidLength), iaid);
        return Optional.of(new Binding(address, holder, kind == LEASE ? Kind.LEASED : Kind.QUARANTINED, since, until));
    }

    private static @Nullable MacAddress mac(byte[] octets) {
        return java.util.Arrays.equals(octets, NO_MAC) ? null : MacAddress.ofBytes(octets);
    }
}
