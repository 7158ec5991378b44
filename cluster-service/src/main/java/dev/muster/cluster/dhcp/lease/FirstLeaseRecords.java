package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.journal.RecordForm;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// How an entry stood in the journal at first, when a client was its MAC: 32 octets. Kind, version 1, MAC (6), address
/// (4), beginning and end (8 each), CRC-32C.
final class FirstLeaseRecords implements RecordForm<JournalEntry> {
    private static final byte LEASE = 'L';
    private static final byte QUARANTINE = 'Q';
    private static final byte VERSION = 1;

    @Override
    public String header() {
        return "MUSTERL1";
    }

    @Override
    public int length() {
        return 32;
    }

    @Override
    public void putFields(JournalEntry entry, ByteBuffer out) {
        throw new UnsupportedOperationException("only read");
    }

    @Override
    public Optional<JournalEntry> takeFields(ByteBuffer in) {
        byte kind = in.get();
        byte version = in.get();
        var octets = new byte[6];
        in.get(octets);
        var address = new Ipv4(in.getInt());
        var since = Instant.ofEpochMilli(in.getLong());
        var until = Instant.ofEpochMilli(in.getLong());
        if (version != VERSION) {
            return Optional.empty();
        }
        var client = ClientIdentity.of(MacAddress.ofBytes(octets));
        return switch (kind) {
            case LEASE -> Optional.of(new Lease(client, address, since, until, RelayPort.DIRECT));
            case QUARANTINE -> Optional.of(new Quarantine(client, address, since, until));
            default -> Optional.empty();
        };
    }
}
