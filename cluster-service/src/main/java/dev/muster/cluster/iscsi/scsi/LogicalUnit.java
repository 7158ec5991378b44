package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;

/// A SCSI logical unit as one I_T nexus sees it.
sealed interface LogicalUnit permits LogicalUnit.Controller, LogicalUnit.Missing, DiskUnit {
    CommandResponse execute(Cdb cdb);

    /// LUN 0, as tgt has it: a controller without data, for those who ask there which units exist.
    record Controller(Inquiry inquiry) implements LogicalUnit {
        @Override
        public CommandResponse execute(Cdb cdb) {
            return switch (cdb.at(0)) {
                case 0x00 -> CommandResponse.DONE;
                case 0x03 -> requestSense(cdb, Sense.NONE);
                case 0x12 -> inquiry.execute(cdb);
                case 0xa0 -> ReportLuns.execute(cdb);
                default -> new CheckCondition(Sense.INVALID_OPCODE);
            };
        }
    }

    /// Where no unit is, INQUIRY, REQUEST SENSE and REPORT LUNS are answered all the same (SPC-4 6.6.1).
    record Missing(Inquiry inquiry) implements LogicalUnit {
        @Override
        public CommandResponse execute(Cdb cdb) {
            return switch (cdb.at(0)) {
                case 0x03 -> requestSense(cdb, Sense.UNIT_NOT_SUPPORTED);
                case 0x12 -> inquiry.execute(cdb);
                case 0xa0 -> ReportLuns.execute(cdb);
                default -> new CheckCondition(Sense.UNIT_NOT_SUPPORTED);
            };
        }
    }

    static CommandResponse requestSense(Cdb cdb, Sense sense) {
        boolean descriptor = cdb.flag(1, 0x01);
        return new Good((descriptor ? sense.descriptor() : sense.fixed()).first(cdb.at(4)));
    }
}
