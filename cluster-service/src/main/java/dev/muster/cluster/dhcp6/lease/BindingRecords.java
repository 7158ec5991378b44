package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.address.AddressHold.Kind;
import dev.muster.cluster.journal.RecordForm;
import dev.muster.cluster.wire.Digest;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// How an entry stands in the journal: 64 octets, big-endian. Kind, 0, MAC (6, zeros for none), address (16), beginning
/// and end (8 each, milliseconds since 1970), IAID (4), digest of the DUID (16), CRC-32C of all before it.
final class BindingRecords implements RecordForm<Binding> {
    static final int LENGTH = 64;

    private static final byte LEASE = 'L';
    private static final byte QUARANTINE = 'Q';
    private static final byte FOREIGN = 'F';
    private static final byte[] NO_MAC = new byte[6];

    @Override
    public String header() {
        return "MUSTERM2";
    }

    @Override
    public List<RecordForm<Binding>> earlier() {
        return List.of(new FirstBindingRecords());
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public void putFields(Binding entry, ByteBuffer out) {
        var holder = entry.holder();
        byte kind =
                switch (entry.kind()) {
                    case LEASED -> LEASE;
                    case QUARANTINED -> QUARANTINE;
                    case FOREIGN -> FOREIGN;
                    case OFFERED -> throw new IllegalArgumentException("an offer is not written down");
                };
        out.put(kind).put((byte) 0);
        out.put(holder.mac() == null ? NO_MAC : holder.mac().toBytes());
        out.put(entry.address().toBytes());
        out.putLong(entry.since().toEpochMilli()).putLong(entry.until().toEpochMilli());
        out.putInt(holder.iaid());
        out.putLong(holder.duid().high()).putLong(holder.duid().low());
    }

    @Override
    public Optional<Binding> takeFields(ByteBuffer record) {
        byte code = record.get();
        record.get();
        var mac = mac(record);
        var address = new Ipv6Address(record.getLong(), record.getLong());
        var since = Instant.ofEpochMilli(record.getLong());
        var until = Instant.ofEpochMilli(record.getLong());
        int iaid = record.getInt();
        var holder = new Holder(mac, new Digest(record.getLong(), record.getLong()), iaid);
        return kind(code).map(kind -> new Binding(address, holder, kind, since, until));
    }

    static Optional<Kind> kind(byte code) {
        return switch (code) {
            case LEASE -> Optional.of(Kind.LEASED);
            case QUARANTINE -> Optional.of(Kind.QUARANTINED);
            case FOREIGN -> Optional.of(Kind.FOREIGN);
            default -> Optional.empty();
        };
    }

    static @Nullable MacAddress mac(ByteBuffer record) {
        var octets = new byte[NO_MAC.length];
        record.get(octets);
        return java.util.Arrays.equals(octets, NO_MAC) ? null : MacAddress.ofBytes(octets);
    }
}
