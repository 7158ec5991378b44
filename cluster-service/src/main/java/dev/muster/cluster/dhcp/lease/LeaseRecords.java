package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Optional;
import java.util.zip.CRC32C;

/// How a lease stands in the journal: 32 octets, big-endian, so that a reader finds the next record behind a
/// spoilt one. Kind, version, MAC (6), address (4), granted and expires (8 each, milliseconds since 1970),
/// CRC-32C of all before it.
final class LeaseRecords {
    static final int LENGTH = 32;

    private static final byte KIND = 'L';
    private static final byte VERSION = 1;
    private static final int CHECKED = LENGTH - Integer.BYTES;

    private LeaseRecords() {}

    static void put(Lease lease, ByteBuffer out) {
        int start = out.position();
        out.put(KIND)
                .put(VERSION)
                .put(lease.mac().toBytes())
                .putInt(lease.address().bits());
        out.putLong(lease.granted().toEpochMilli()).putLong(lease.expires().toEpochMilli());
        out.putInt(checksum(out, start));
    }

    /// Reads one record; the position moves behind it even if it is spoilt.
    static Optional<Lease> take(ByteBuffer in) {
        int start = in.position();
        int checksum = checksum(in, start);
        byte kind = in.get();
        byte version = in.get();
        var mac = new byte[6];
        in.get(mac);
        int address = in.getInt();
        long granted = in.getLong();
        long expires = in.getLong();
        if (in.getInt() != checksum || kind != KIND || version != VERSION) {
            return Optional.empty();
        }
        return Optional.of(new Lease(
                MacAddress.ofBytes(mac),
                new Ipv4(address),
                Instant.ofEpochMilli(granted),
                Instant.ofEpochMilli(expires)));
    }

    private static int checksum(ByteBuffer buffer, int start) {
        var crc = new CRC32C();
        crc.update(buffer.slice(start, CHECKED));
        return (int) crc.getValue();
    }
}
