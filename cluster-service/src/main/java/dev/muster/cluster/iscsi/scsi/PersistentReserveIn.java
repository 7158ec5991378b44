package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;
import dev.muster.cluster.iscsi.scsi.Reservations.State;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.Optional;

/// PERSISTENT RESERVE IN, SPC-4 6.15. Where no reservations are possible there are none.
record PersistentReserveIn(Optional<NexusReservations> reservations) {
    private static final int NOTHING_MORE = 0;
    private static final State NONE = new State(0, Map.of(), Optional.empty(), Optional.empty());

    CommandResponse keys(Cdb cdb) {
        State state = state();
        ByteBuffer keys = ByteBuffer.allocate(8 * state.keys().size());
        state.keys().values().forEach(keys::putLong);
        return response(cdb, state, Bytes.of(keys.array()));
    }

    CommandResponse reservation(Cdb cdb) {
        State state = state();
        Bytes reservation = state.type()
                .map(type -> Bytes.of(ByteBuffer.allocate(16)
                        .putLong(type.isHeldByAll() ? 0 : state.keys().getOrDefault(holder(state), 0L))
                        .put(13, (byte) type.code())
                        .array()))
                .orElse(Bytes.EMPTY);
        return response(cdb, state, reservation);
    }

    /// Length 8, type mask valid; nothing outlives this process, nothing is registered for others.
    CommandResponse capabilities(Cdb cdb) {
        int types = reservations.isPresent() ? ReservationType.MASK : 0;
        Bytes data = Bytes.of(ByteBuffer.allocate(8)
                .putShort((short) 8)
                .put(3, (byte) 0x80)
                .putShort(4, (short) types)
                .array());
        return new Good(data.first(cdb.half(7)));
    }

    CommandResponse fullStatus(Cdb cdb) {
        State state = state();
        Bytes all = Bytes.EMPTY;
        for (Map.Entry<Nexus, Long> entry : state.keys().entrySet()) {
            all = all.plus(status(state, entry.getKey(), entry.getValue()));
        }
        return response(cdb, state, all);
    }

    private static Bytes status(State state, Nexus nexus, long key) {
        boolean holds = state.type()
                .filter(type -> type.isHeldByAll() || nexus.equals(holder(state)))
                .isPresent();
        Bytes id = nexus.transportId();
        return Bytes.of(ByteBuffer.allocate(24)
                        .putLong(key)
                        .put(12, (byte) (holds ? 1 : 0))
                        .put(13, (byte) (holds ? state.type().orElseThrow().code() : NOTHING_MORE))
                        .putShort(18, (short) 1)
                        .putInt(20, id.size())
                        .array())
                .plus(id);
    }

    private static Nexus holder(State state) {
        return state.holder().orElseThrow();
    }

    private State state() {
        return reservations.map(nexus -> nexus.ofUnit().state()).orElse(NONE);
    }

    /// The length says what there is, whatever the initiator has room for.
    private static CommandResponse response(Cdb cdb, State state, Bytes list) {
        Bytes header = Bytes.of(ByteBuffer.allocate(8)
                .putInt(state.generation())
                .putInt(list.size())
                .array());
        return new Good(header.plus(list).first(cdb.half(7)));
    }
}
