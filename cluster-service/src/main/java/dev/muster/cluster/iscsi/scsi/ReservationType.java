package dev.muster.cluster.iscsi.scsi;

import java.util.Optional;

/// Types of persistent reservations, SPC-4 5.13.8 and 6.15.3.3.
enum ReservationType {
    WRITE_EXCLUSIVE(1, false, Sharing.HOLDER),
    EXCLUSIVE_ACCESS(3, true, Sharing.HOLDER),
    WRITE_EXCLUSIVE_REGISTRANTS_ONLY(5, false, Sharing.REGISTRANTS),
    EXCLUSIVE_ACCESS_REGISTRANTS_ONLY(6, true, Sharing.REGISTRANTS),
    WRITE_EXCLUSIVE_ALL_REGISTRANTS(7, false, Sharing.ALL_HOLD),
    EXCLUSIVE_ACCESS_ALL_REGISTRANTS(8, true, Sharing.ALL_HOLD);

    /// REPORT CAPABILITIES says that all of these are there.
    static final int MASK = 0xea01;

    private enum Sharing {
        /// The holder alone is free to do as it likes.
        HOLDER,
        /// All who are registered are.
        REGISTRANTS,
        /// All who are registered are, and hold the reservation together.
        ALL_HOLD
    }

    private final int code;
    private final boolean excludesReads;
    private final Sharing sharing;

    ReservationType(int code, boolean excludesReads, Sharing sharing) {
        this.code = code;
        this.excludesReads = excludesReads;
        this.sharing = sharing;
    }

    static Optional<ReservationType> of(int code) {
        for (ReservationType type : values()) {
            if (type.code == code) {
                return Optional.of(type);
            }
        }
        return Optional.empty();
    }

    int code() {
        return code;
    }

    boolean excludesReads() {
        return excludesReads;
    }

    boolean freesRegistrants() {
        return sharing != Sharing.HOLDER;
    }

    boolean isHeldByAll() {
        return sharing == Sharing.ALL_HOLD;
    }
}
