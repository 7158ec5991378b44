package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import java.util.Optional;

/// The units behind one target name: controller 0, disk 1.
public final class TargetUnits {
    public static final int DISK_LUN = 1;

    private static final LogicalUnit MISSING = new LogicalUnit.Missing(Inquiry.noUnit());
    private static final int FLAT = 1;

    private final LogicalUnit controller;
    private final LogicalUnit disk;
    private final Optional<NexusReservations> reservations;

    /// Without reservations.
    ///
    /// @param iqn gives the units their serial numbers
    public TargetUnits(String iqn, BlockStore image) {
        this(iqn, image, Optional.empty());
    }

    /// @param reservations of the I_T nexus, where they are possible
    public TargetUnits(String iqn, BlockStore image, Optional<NexusReservations> reservations) {
        this.reservations = reservations;
        Identity identity = Identity.of(iqn);
        this.controller = new LogicalUnit.Controller(Inquiry.controller(identity));
        this.disk = new DiskUnit(Inquiry.disk(identity, DISK_LUN, image instanceof WritableStore), image, reservations);
    }

    /// What the unit makes of a command.
    ///
    /// @param cdb 16 octets
    public CommandResponse execute(long lun, Bytes cdb) {
        return at(lun).execute(new Cdb(cdb));
    }

    /// A reset of the unit, or of all.
    public void reset() {
        reservations.ifPresent(nexus -> nexus.ofUnit().reset());
    }

    public boolean exists(long lun) {
        return at(lun) != MISSING;
    }

    /// Takes peripheral and flat addressing, one level deep (SAM-5 4.7).
    private LogicalUnit at(long lun) {
        int method = (int) (lun >>> 62);
        int number = (int) (lun >>> 48) & (method == FLAT ? 0x3fff : 0xffff);
        if (method > FLAT || (lun & 0xffff_ffff_ffffL) != 0) {
            return MISSING;
        }
        return switch (number) {
            case 0 -> controller;
            case DISK_LUN -> disk;
            default -> MISSING;
        };
    }
}
