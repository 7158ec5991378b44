package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// Who a target's units are: derived from its name alone, so that every cluster and every start gives the same.
record Identity(String iqn, Bytes hash) {
    static Identity of(String iqn) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(iqn.getBytes(StandardCharsets.UTF_8));
            return new Identity(iqn, Bytes.of(digest));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// 16 hexadecimal digits.
    String serial() {
        return HexFormat.of().formatHex(hash.slice(8, 16).toArray());
    }

    /// NAA 3, locally assigned: 4 bits of format, 60 of the hash, and the unit in the last octet (SPC-4 7.8.6.6).
    Bytes naa(int lun) {
        byte[] id = hash.slice(0, 8).toArray();
        id[0] = (byte) (0x30 | (id[0] & 0x0f));
        id[7] = (byte) lun;
        return Bytes.of(id);
    }
}
