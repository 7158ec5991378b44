package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.journal.RecordForm;
import dev.muster.cluster.wire.Digest;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// How an entry stands in the journal: 64 octets, big-endian. Kind, flags, MAC (6), address (4), beginning and end (8
/// each, milliseconds since 1970), the client's key (16), the relay's port (8), until when the lease is doubted (8),
/// CRC-32C of all before it.
final class LeaseRecords implements RecordForm<JournalEntry> {
    static final int LENGTH = 64;

    private static final byte LEASE = 'L';
    private static final byte QUARANTINE = 'Q';
    private static final byte FOREIGN = 'F';
    private static final int RELAYED = 1;

    @Override
    public String header() {
        return "MUSTERL3";
    }

    @Override
    public List<RecordForm<JournalEntry>> earlier() {
        return List.of(new SecondLeaseRecords(), new FirstLeaseRecords());
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public void putFields(JournalEntry entry, ByteBuffer out) {
        switch (entry) {
            case Lease lease -> put(LEASE, lease, out);
            case Quarantine taken -> put(QUARANTINE, taken.reporter(), taken, taken.since(), taken.until(), out);
            case ForeignUse foreign -> put(FOREIGN, foreign.client(), foreign, foreign.since(), foreign.until(), out);
        }
    }

    private static void put(
            byte kind, ClientIdentity client, JournalEntry entry, Instant since, Instant until, ByteBuffer out) {
        put(kind, new Lease(client, entry.address(), since, until, RelayPort.DIRECT), out);
    }

    private static void put(byte kind, Lease fields, ByteBuffer out) {
        var client = fields.client();
        var port = fields.port();
        out.put(kind).put((byte) (port.relayed() ? RELAYED : 0));
        out.put(client.mac().toBytes()).putInt(fields.address().bits());
        out.putLong(fields.granted().toEpochMilli()).putLong(fields.expires().toEpochMilli());
        out.putLong(client.key().high()).putLong(client.key().low());
        out.putLong(port.line()).putLong(port.doubtedUntil().toEpochMilli());
    }

    @Override
    public Optional<JournalEntry> takeFields(ByteBuffer in) {
        byte kind = in.get();
        boolean relayed = (in.get() & RELAYED) != 0;
        var octets = new byte[6];
        in.get(octets);
        var address = new Ipv4(in.getInt());
        var since = Instant.ofEpochMilli(in.getLong());
        var until = Instant.ofEpochMilli(in.getLong());
        var client = new ClientIdentity(MacAddress.ofBytes(octets), new Digest(in.getLong(), in.getLong()));
        var port = new RelayPort(relayed, in.getLong(), Instant.ofEpochMilli(in.getLong()));
        return switch (kind) {
            case LEASE -> Optional.of(new Lease(client, address, since, until, port));
            case QUARANTINE -> Optional.of(new Quarantine(client, address, since, until));
            case FOREIGN -> Optional.of(new ForeignUse(client, address, since, until));
            default -> Optional.empty();
        };
    }
}
