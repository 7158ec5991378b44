package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// The commands that the disk knows, each with its CDB usage data (SPC-4 6.35.3): which bits are looked at.
enum Opcode {
    TEST_UNIT_READY("00 00000000 00"),
    REQUEST_SENSE("03 010000ff 00"),
    READ_6("08 1fffffff 00"),
    WRITE_6("0a 1fffffff 00"),
    INQUIRY("12 01ffffff 00"),
    RESERVE_6("16 00000000 00"),
    RELEASE_6("17 00000000 00"),
    MODE_SENSE_6("1a 08ffffff 00"),
    START_STOP_UNIT("1b 01000ff7 00"),
    PREVENT_ALLOW_MEDIUM_REMOVAL("1e 00000003 00"),
    READ_CAPACITY_10("25 00ffffffff 000001 00"),
    READ_10("28 18ffffffff 1fffff 00"),
    WRITE_10("2a 18ffffffff 1fffff 00"),
    WRITE_AND_VERIFY_10("2e 12ffffffff 1fffff 00"),
    VERIFY_10("2f 16ffffffff 1fffff 00"),
    PRE_FETCH_10("34 02ffffffff 1fffff 00"),
    SYNCHRONIZE_CACHE_10("35 02ffffffff 1fffff 00"),
    READ_DEFECT_DATA_10("37 001f00000000 ffff 00"),
    WRITE_SAME_10("41 08ffffffff 1fffff 00"),
    UNMAP("42 0000000000 1fffff 00"),
    RESERVE_10("56 0000000000 000000 00"),
    RELEASE_10("57 0000000000 000000 00"),
    MODE_SENSE_10("5a 18ffff000000 ffff 00"),
    READ_KEYS("5e 000000000000 ffff 00", 0x00),
    READ_RESERVATION("5e 010000000000 ffff 00", 0x01),
    REPORT_CAPABILITIES("5e 020000000000 ffff 00", 0x02),
    READ_FULL_STATUS("5e 030000000000 ffff 00", 0x03),
    REGISTER("5f 000000 00 ffffffff 00", 0x00),
    RESERVE("5f 01ff00 00 ffffffff 00", 0x01),
    RELEASE("5f 02ff00 00 ffffffff 00", 0x02),
    CLEAR("5f 030000 00 ffffffff 00", 0x03),
    PREEMPT("5f 04ff00 00 ffffffff 00", 0x04),
    REGISTER_AND_IGNORE("5f 060000 00 ffffffff 00", 0x06),
    READ_16("88 18ffffffffffffffff ffffffff 1f 00"),
    COMPARE_AND_WRITE("89 18ffffffffffffffff 000000ff 1f 00"),
    WRITE_16("8a 18ffffffffffffffff ffffffff 1f 00"),
    ORWRITE_16("8b 18ffffffffffffffff ffffffff 1f 00"),
    WRITE_AND_VERIFY_16("8e 12ffffffffffffffff ffffffff 1f 00"),
    VERIFY_16("8f 16ffffffffffffffff ffffffff 1f 00"),
    PRE_FETCH_16("90 02ffffffffffffffff ffffffff 1f 00"),
    SYNCHRONIZE_CACHE_16("91 02ffffffffffffffff ffffffff 1f 00"),
    WRITE_SAME_16("93 09ffffffffffffffff ffffffff 1f 00"),
    READ_CAPACITY_16("9e 10ffffffffffffffff ffffffff 01 00", 0x10),
    GET_LBA_STATUS("9e 12ffffffffffffffff ffffffff 00 00", 0x12),
    REPORT_LUNS("a0 00ff000000 ffffffff 00 00"),
    REPORT_SUPPORTED_OPCODES("a3 0c87ffffff ffffffff 00 00", 0x0c),
    REPORT_SUPPORTED_TASK_MANAGEMENT("a3 0d00000000 ffffffff 00 00", 0x0d),
    READ_12("a8 18ffffffff ffffffff 1f 00"),
    WRITE_12("aa 18ffffffff ffffffff 1f 00"),
    WRITE_AND_VERIFY_12("ae 12ffffffff ffffffff 1f 00"),
    VERIFY_12("af 16ffffffff ffffffff 1f 00"),
    READ_DEFECT_DATA_12("b7 1f00000000 ffffffff 00 00");

    static final int NO_SERVICE_ACTION = -1;

    private static final List<Opcode> ALL = List.of(values());
    private static final Map<Integer, List<Opcode>> BY_CODE = ALL.stream().collect(Collectors.groupingBy(Opcode::code));

    private final String usage;
    private final int serviceAction;

    Opcode(String usage) {
        this(usage, NO_SERVICE_ACTION);
    }

    Opcode(String usage, int serviceAction) {
        this.usage = usage;
        this.serviceAction = serviceAction;
    }

    static List<Opcode> all() {
        return ALL;
    }

    /// All that share the first octet; they differ by service action.
    static List<Opcode> withCode(int code) {
        return BY_CODE.getOrDefault(code, List.of());
    }

    /// PERSISTENT RESERVE OUT: not there where no reservations are possible.
    boolean reserves() {
        return usage.startsWith("5f");
    }

    int code() {
        return usage().at(0);
    }

    boolean hasServiceAction() {
        return serviceAction != NO_SERVICE_ACTION;
    }

    int serviceAction() {
        return serviceAction;
    }

    /// As many octets as the CDB has.
    Bytes usage() {
        return Bytes.hex(usage);
    }
}
