package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Receive;
import java.nio.ByteBuffer;
import java.util.Optional;

/// PERSISTENT RESERVE OUT, SPC-4 6.16: what to do is in the CDB, the keys come as data.
final class PersistentReserveOut implements CommandResponse.DataSink {
    private static final int LENGTH = 24;
    /// SPEC_I_PT, ALL_TG_PT, APTPL: registrations of others, of all ports, and for longer than this process lives.
    private static final int UNSUPPORTED = 0x0d;

    private final NexusReservations reservations;
    private final Opcode action;
    private final Optional<ReservationType> type;
    private final ByteBuffer list = ByteBuffer.allocate(LENGTH);

    private PersistentReserveOut(NexusReservations reservations, Opcode action, Optional<ReservationType> type) {
        this.reservations = reservations;
        this.action = action;
        this.type = type;
    }

    static CommandResponse execute(NexusReservations reservations, Opcode action, Cdb cdb) {
        Optional<ReservationType> type = ReservationType.of(cdb.at(2) & 0x0f);
        boolean typed = action == Opcode.RESERVE || action == Opcode.RELEASE || action == Opcode.PREEMPT;
        boolean partial = cdb.at(2) >> 4 != 0;
        if (typed && (partial || type.isEmpty())) {
            return new CheckCondition(Sense.INVALID_FIELD);
        }
        return cdb.word(5) == LENGTH
                ? new Receive(LENGTH, new PersistentReserveOut(reservations, action, type))
                : new CheckCondition(Sense.PARAMETER_LIST_LENGTH);
    }

    @Override
    public void accept(long offset, Bytes data) {
        list.put((int) offset, data.toArray());
    }

    @Override
    public Optional<Sense> finish() {
        if ((list.get(20) & UNSUPPORTED) != 0) {
            return Optional.of(Sense.INVALID_PARAMETER);
        }
        long key = list.getLong(0);
        long other = list.getLong(8);
        Reservations unit = reservations.ofUnit();
        Nexus nexus = reservations.nexus();
        return switch (action) {
            case REGISTER -> unit.register(nexus, Optional.of(key), other);
            case REGISTER_AND_IGNORE -> unit.register(nexus, Optional.empty(), other);
            case RESERVE -> unit.reserve(nexus, key, type.orElseThrow());
            case RELEASE -> unit.release(nexus, key, type.orElseThrow());
            case CLEAR -> unit.clear(nexus, key);
            case PREEMPT -> unit.preempt(nexus, key, other, type.orElseThrow());
            default -> throw new IllegalStateException(action + " is no PERSISTENT RESERVE OUT");
        };
    }
}
