package dev.muster.cluster.iscsi.scsi;

/// What a command does to a unit, by which the reservation of another allows it or not (SPC-4 5.13.1, SBC-3 4.17).
enum Access {
    /// Which units there are, and what they are: never refused.
    IDENTIFIES,
    /// Refused only by a RESERVE of another.
    QUERIES,
    READS,
    CHANGES,
    /// Has its own rules.
    RESERVES;

    static Access of(Opcode opcode) {
        return switch (opcode) {
            case INQUIRY, REPORT_LUNS, REQUEST_SENSE -> IDENTIFIES;
            case TEST_UNIT_READY,
                    READ_CAPACITY_10,
                    READ_CAPACITY_16,
                    READ_KEYS,
                    READ_RESERVATION,
                    REPORT_CAPABILITIES,
                    READ_FULL_STATUS,
                    REPORT_SUPPORTED_OPCODES,
                    REPORT_SUPPORTED_TASK_MANAGEMENT -> QUERIES;
            case READ_6,
                    READ_10,
                    READ_12,
                    READ_16,
                    VERIFY_10,
                    VERIFY_12,
                    VERIFY_16,
                    PRE_FETCH_10,
                    PRE_FETCH_16,
                    READ_DEFECT_DATA_10,
                    READ_DEFECT_DATA_12,
                    GET_LBA_STATUS -> READS;
            case MODE_SENSE_6,
                    MODE_SENSE_10,
                    START_STOP_UNIT,
                    PREVENT_ALLOW_MEDIUM_REMOVAL,
                    SYNCHRONIZE_CACHE_10,
                    SYNCHRONIZE_CACHE_16,
                    WRITE_6,
                    WRITE_10,
                    WRITE_12,
                    WRITE_16,
                    WRITE_AND_VERIFY_10,
                    WRITE_AND_VERIFY_12,
                    WRITE_AND_VERIFY_16,
                    WRITE_SAME_10,
                    WRITE_SAME_16,
                    UNMAP,
                    COMPARE_AND_WRITE,
                    ORWRITE_16 -> CHANGES;
            case RESERVE_6,
                    RESERVE_10,
                    RELEASE_6,
                    RELEASE_10,
                    REGISTER,
                    RESERVE,
                    RELEASE,
                    CLEAR,
                    PREEMPT,
                    REGISTER_AND_IGNORE -> RESERVES;
        };
    }
}
