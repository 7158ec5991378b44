package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.journal.RecordForm;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;

/// How a lease or a quarantine stands in the journal: 32 octets, big-endian, so that a reader finds the next record
/// behind a spoilt one. Kind, version, MAC (6), address (4), beginning and end (8 each, milliseconds since 1970),
/// CRC-32C of all before it.
final class LeaseRecords implements RecordForm<JournalEntry> {
    static final int LENGTH = 32;

    private static final byte LEASE = 'L';
    private static final byte QUARANTINE = 'Q';
    private static final byte VERSION = 1;

    @Override
    public String header() {
        return "MUSTERL1";
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public void putFields(JournalEntry entry, ByteBuffer out) {
        switch (entry) {
            case Lease lease -> put(LEASE, lease, out);
            case Quarantine taken ->
                put(QUARANTINE, new Lease(taken.reporter(), taken.address(), taken.since(), taken.until()), out);
        }
    }

    private static void put(byte kind, Lease fields, ByteBuffer out) {
        out.put(kind).put(VERSION).put(fields.mac().toBytes());
        out.putInt(fields.address().bits());
        out.putLong(fields.granted().toEpochMilli()).putLong(fields.expires().toEpochMilli());
    }

    @Override
    public Optional<JournalEntry> takeFields(ByteBuffer in) {
        byte kind = in.get();
        byte version = in.get();
        var octets = new byte[6];
        in.get(octets);
        var address = new Ipv4(in.getInt());
        long beginning = in.getLong();
        long end = in.getLong();
        if (version != VERSION) {
            return Optional.empty();
        }
        var mac = MacAddress.ofBytes(octets);
        return switch (kind) {
            case LEASE ->
                Optional.of(new Lease(mac, address, Instant.ofEpochMilli(beginning), Instant.ofEpochMilli(end)));
            case QUARANTINE ->
                Optional.of(new Quarantine(mac, address, Instant.ofEpochMilli(beginning), Instant.ofEpochMilli(end)));
            default -> Optional.empty();
        };
    }
}
