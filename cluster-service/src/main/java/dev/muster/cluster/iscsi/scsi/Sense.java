package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;

/// Why a command failed: its status, and sense key, additional code and qualifier (SPC-4 4.5) unless the status says
/// it all.
public record Sense(int status, int key, int code, int qualifier) {
    /// No CHECK CONDITION, and nothing more to say.
    static final Sense RESERVATION_CONFLICT = new Sense(0x18, 0x00, 0x00, 0x00);

    static final Sense NONE = new Sense(0x00, 0x00, 0x00);
    static final Sense READ_ERROR = new Sense(0x03, 0x11, 0x00);
    static final Sense PARAMETER_LIST_LENGTH = new Sense(0x05, 0x1a, 0x00);
    public static final Sense WRITE_ERROR = new Sense(0x03, 0x0c, 0x00);
    static final Sense INVALID_PARAMETER = new Sense(0x05, 0x26, 0x00);
    static final Sense INVALID_OPCODE = new Sense(0x05, 0x20, 0x00);
    static final Sense LBA_OUT_OF_RANGE = new Sense(0x05, 0x21, 0x00);
    public static final Sense INVALID_FIELD = new Sense(0x05, 0x24, 0x00);
    static final Sense UNIT_NOT_SUPPORTED = new Sense(0x05, 0x25, 0x00);
    static final Sense SAVING_NOT_SUPPORTED = new Sense(0x05, 0x39, 0x00);
    static final Sense WRITE_PROTECTED = new Sense(0x07, 0x27, 0x00);
    static final Sense SPACE_ALLOCATION_FAILED = new Sense(0x07, 0x27, 0x07);
    public static final Sense INCORRECT_AMOUNT_OF_DATA = new Sense(0x0b, 0x0c, 0x0d);
    public static final Sense CRC_ERROR = new Sense(0x0b, 0x47, 0x05);
    static final Sense MISCOMPARE = new Sense(0x0e, 0x1d, 0x00);
    static final Sense INVALID_RELEASE = new Sense(0x05, 0x26, 0x04);
    static final Sense NO_REGISTRATION_RESOURCES = new Sense(0x05, 0x55, 0x04);
    static final Sense RESERVATIONS_PREEMPTED = new Sense(0x06, 0x2a, 0x03);
    static final Sense RESERVATIONS_RELEASED = new Sense(0x06, 0x2a, 0x04);
    static final Sense REGISTRATIONS_PREEMPTED = new Sense(0x06, 0x2a, 0x05);

    Sense(int key, int code, int qualifier) {
        this(CommandResponse.CHECK_CONDITION, key, code, qualifier);
    }

    /// Sense data for the initiator; none unless the status is CHECK CONDITION.
    public Bytes data() {
        return status == CommandResponse.CHECK_CONDITION ? fixed() : Bytes.EMPTY;
    }

    /// Fixed format, current error (SPC-4 4.5.3).
    Bytes fixed() {
        return Bytes.of((byte) 0x70, (byte) 0, (byte) key, (byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) 10)
                .plus(Bytes.of((byte) 0, (byte) 0, (byte) 0, (byte) 0, (byte) code, (byte) qualifier))
                .plus(Bytes.hex("00000000"));
    }

    /// Descriptor format without descriptors (SPC-4 4.5.2).
    Bytes descriptor() {
        return Bytes.of((byte) 0x72, (byte) key, (byte) code, (byte) qualifier).plus(Bytes.hex("00000000"));
    }
}
