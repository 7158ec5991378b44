package dev.muster.cluster.boot.snapshot;

import dev.muster.cluster.journal.RecordForm;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;

/// How a choice stands in the journal: 64 octets, big-endian. Version, length of the address, address (16), when it was
/// made (8, milliseconds since 1970), length of the snapshot's name, name (33), CRC-32C of all before it.
final class ChoiceRecords implements RecordForm<Choice> {
    static final int LENGTH = 64;

    private static final byte VERSION = 1;
    private static final int LONGEST_ADDRESS = 16;
    private static final int LONGEST_NAME = 33;

    @Override
    public String header() {
        return "MUSTERB1";
    }

    @Override
    public int length() {
        return LENGTH;
    }

    /// Names of snapshots are shorter than the room for them; see [dev.muster.cluster.images.ImageStore].
    @Override
    public void putFields(Choice entry, ByteBuffer out) {
        byte[] address = entry.machine().getAddress();
        byte[] name = entry.snapshot().getBytes(StandardCharsets.US_ASCII);
        out.put(VERSION).put((byte) address.length).put(Arrays.copyOf(address, LONGEST_ADDRESS));
        out.putLong(entry.at().toEpochMilli());
        out.put((byte) name.length).put(Arrays.copyOf(name, LONGEST_NAME));
    }

    @Override
    public Optional<Choice> takeFields(ByteBuffer in) {
        byte version = in.get();
        int addressLength = in.get();
        var address = new byte[LONGEST_ADDRESS];
        in.get(address);
        long at = in.getLong();
        int nameLength = in.get();
        var name = new byte[LONGEST_NAME];
        in.get(name);
        if (version != VERSION || nameLength < 0 || nameLength > LONGEST_NAME) {
            return Optional.empty();
        }
        try {
            var machine = InetAddress.getByAddress(Arrays.copyOf(address, Math.max(0, addressLength)));
            var snapshot = new String(name, 0, nameLength, StandardCharsets.US_ASCII);
            return Optional.of(new Choice(machine, snapshot, Instant.ofEpochMilli(at)));
        } catch (UnknownHostException noAddress) {
            return Optional.empty();
        }
    }
}
