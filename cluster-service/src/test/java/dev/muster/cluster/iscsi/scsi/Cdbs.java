package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;

/// Command descriptor blocks as iSCSI carries them.
public final class Cdbs {
    private Cdbs() {}

    /// 16 octets, of which the first are given.
    public static Bytes of(String hex) {
        Bytes start = Bytes.hex(hex);
        return start.plus(Bytes.of(new byte[16 - start.size()]));
    }

    /// The first octets of all that the disk knows.
    public static int[] opcodes() {
        return Opcode.all().stream().mapToInt(Opcode::code).toArray();
    }
}
