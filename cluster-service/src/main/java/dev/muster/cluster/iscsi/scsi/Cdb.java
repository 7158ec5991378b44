package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;

/// A command descriptor block, up to 16 octets: big-endian fields by their octet.
record Cdb(Bytes bytes) {
    private static final int LENGTH = 16;

    Cdb {
        if (bytes.size() != LENGTH) {
            throw new IllegalArgumentException("a CDB on iSCSI has 16 octets, not " + bytes.size());
        }
    }

    int at(int octet) {
        return bytes.at(octet);
    }

    boolean flag(int octet, int mask) {
        return (at(octet) & mask) != 0;
    }

    int half(int octet) {
        return at(octet) << 8 | at(octet + 1);
    }

    long word(int octet) {
        return (long) half(octet) << 16 | half(octet + 2);
    }

    /// 64 bits; above 2^63 they are negative.
    long doubleWord(int octet) {
        return word(octet) << 32 | word(octet + 4);
    }
}
