package dev.muster.cluster.boot.secret;

import dev.muster.cluster.journal.RecordForm;
import dev.muster.model.node.MacAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/// How a use stands in the journal: 64 octets, big-endian. Version, length of the machine's MAC as text, MAC (50),
/// number of the secret (8), CRC-32C of all before it.
final class BootUseRecords implements RecordForm<BootUse> {
    static final int LENGTH = 64;

    private static final byte VERSION = 1;
    private static final int LONGEST_MAC = 50;

    @Override
    public String header() {
        return "MUSTERU1";
    }

    @Override
    public int length() {
        return LENGTH;
    }

    @Override
    public void putFields(BootUse entry, ByteBuffer out) {
        byte[] mac = entry.machine().value().getBytes(StandardCharsets.US_ASCII);
        out.put(VERSION).put((byte) mac.length).put(Arrays.copyOf(mac, LONGEST_MAC));
        out.putLong(entry.number());
    }

    @Override
    public Optional<BootUse> takeFields(ByteBuffer in) {
        byte version = in.get();
        int length = in.get();
        var mac = new byte[LONGEST_MAC];
        in.get(mac);
        long number = in.getLong();
        if (version != VERSION || length < 0 || length > LONGEST_MAC) {
            return Optional.empty();
        }
        return MacAddress.parse(new String(mac, 0, length, StandardCharsets.US_ASCII))
                .map(machine -> new BootUse(machine, number));
    }
}
