package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/// REPORT SUPPORTED OPERATION CODES, SPC-4 6.35.
final class ReportSupportedOpcodes {
    private static final int TIMEOUTS_WANTED = 0x80;
    private static final int NOT_SUPPORTED = 0x01;
    private static final int SUPPORTED = 0x03;
    private static final int TIMEOUTS_FOLLOW = 0x80;
    /// No timeout is indicated: length 10, then zeros (6.35.4).
    private static final Bytes TIMEOUTS = Bytes.hex("000a 00 00 00000000 00000000");

    private ReportSupportedOpcodes() {}

    /// @param reserving whether reservations are possible
    static CommandResponse execute(Cdb cdb, boolean reserving) {
        boolean timeouts = cdb.flag(2, TIMEOUTS_WANTED);
        int code = cdb.at(3);
        int serviceAction = cdb.half(4);
        List<Opcode> same = known(Opcode.withCode(code), reserving);
        boolean hasActions = same.stream().anyMatch(Opcode::hasServiceAction);
        Optional<Opcode> byAction = same.stream()
                .filter(o -> o.hasServiceAction() ? o.serviceAction() == serviceAction : serviceAction == 0)
                .findFirst();
        return switch (cdb.at(2) & 0x07) {
            case 0 -> good(cdb, all(known(Opcode.all(), reserving), timeouts));
            case 1 ->
                hasActions
                        ? new CheckCondition(Sense.INVALID_FIELD)
                        : good(cdb, one(same.stream().findFirst(), timeouts));
            case 2 ->
                !same.isEmpty() && !hasActions
                        ? new CheckCondition(Sense.INVALID_FIELD)
                        : good(cdb, one(byAction, timeouts));
            case 3 -> good(cdb, one(byAction, timeouts));
            default -> new CheckCondition(Sense.INVALID_FIELD);
        };
    }

    private static List<Opcode> known(List<Opcode> opcodes, boolean reserving) {
        return opcodes.stream()
                .filter(opcode -> reserving || !opcode.reserves())
                .toList();
    }

    private static CommandResponse good(Cdb cdb, Bytes data) {
        return new Good(data.first((int) Math.min(Integer.MAX_VALUE, cdb.word(6))));
    }

    private static Bytes all(List<Opcode> opcodes, boolean timeouts) {
        ByteArrayOutputStream list = new ByteArrayOutputStream();
        for (Opcode opcode : opcodes) {
            int flags = (opcode.hasServiceAction() ? 0x01 : 0) | (timeouts ? 0x02 : 0);
            list.writeBytes(ByteBuffer.allocate(8)
                    .put((byte) opcode.code())
                    .putShort(2, (short) Math.max(0, opcode.serviceAction()))
                    .put(5, (byte) flags)
                    .putShort(6, (short) opcode.usage().size())
                    .array());
            if (timeouts) {
                list.writeBytes(TIMEOUTS.toArray());
            }
        }
        byte[] length = ByteBuffer.allocate(4).putInt(list.size()).array();
        return Bytes.of(length).plus(Bytes.of(list.toByteArray()));
    }

    private static Bytes one(Optional<Opcode> opcode, boolean timeouts) {
        if (opcode.isEmpty()) {
            return Bytes.of((byte) 0, (byte) NOT_SUPPORTED, (byte) 0, (byte) 0);
        }
        Bytes usage = opcode.get().usage();
        int flags = timeouts ? SUPPORTED | TIMEOUTS_FOLLOW : SUPPORTED;
        Bytes report =
                Bytes.of((byte) 0, (byte) flags, (byte) 0, (byte) usage.size()).plus(usage);
        return timeouts ? report.plus(TIMEOUTS) : report;
    }
}
