package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;

/// REPORT LUNS, SPC-4 6.33: every target has the controller 0 and the disk 1, and no well-known units.
final class ReportLuns {
    private static final Bytes BOTH = Bytes.hex("00000010 00000000 0000000000000000 0001000000000000");
    private static final Bytes NONE = Bytes.hex("00000000 00000000");

    private ReportLuns() {}

    static CommandResponse execute(Cdb cdb) {
        int allocation = (int) Math.min(Integer.MAX_VALUE, cdb.word(6));
        return switch (cdb.at(2)) {
            case 0, 2 -> new Good(BOTH.first(allocation));
            case 1 -> new Good(NONE.first(allocation));
            default -> new CheckCondition(Sense.INVALID_FIELD);
        };
    }
}
