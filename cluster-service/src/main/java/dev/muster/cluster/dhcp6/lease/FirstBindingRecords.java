package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.journal.RecordForm;
import dev.muster.cluster.wire.Octets;
import dev.muster.model.network.Ipv6Address;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// How an entry stood in the journal at first: 192 octets. Kind, version 1, MAC (6, zeros for none), address (16),
/// beginning and end (8 each), IAID (4), DUID (its length, then 130 filled up with zeros), filling, CRC-32C.
final class FirstBindingRecords implements RecordForm<Binding> {
    private static final byte VERSION = 1;
    private static final int LONGEST_DUID = 130;

    @Override
    public String header() {
        return "MUSTERL6";
    }

    @Override
    public int length() {
        return 192;
    }

    @Override
    public void putFields(Binding entry, ByteBuffer out) {
        throw new UnsupportedOperationException("only read");
    }

    @Override
    public Optional<Binding> takeFields(ByteBuffer record) {
        var kind = BindingRecords.kind(record.get());
        byte version = record.get();
        var mac = BindingRecords.mac(record);
        var address = new Ipv6Address(record.getLong(), record.getLong());
        var since = Instant.ofEpochMilli(record.getLong());
        var until = Instant.ofEpochMilli(record.getLong());
        int iaid = record.getInt();
        int duidLength = record.get() & 0xff;
        if (version != VERSION || duidLength > LONGEST_DUID) {
            return Optional.empty();
        }
        var holder = Holder.of(mac, Octets.take(record, duidLength), iaid);
        return kind.map(known -> new Binding(address, holder, known, since, until));
    }
}
