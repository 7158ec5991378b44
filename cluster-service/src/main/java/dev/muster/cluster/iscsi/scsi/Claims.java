package dev.muster.cluster.iscsi.scsi;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// One session's part in the reservations of a disk, and what it is still to be told of them.
public final class Claims {
    private final Reservations reservations;
    private final Nexus nexus;
    private final AtomicReference<Sense> attention = new AtomicReference<>(Sense.NONE);

    /// To be ended by [#leave].
    public Claims(Reservations reservations, Nexus nexus) {
        this.reservations = reservations;
        this.nexus = nexus;
        reservations.enter(this);
    }

    Nexus nexus() {
        return nexus;
    }

    Reservations reservations() {
        return reservations;
    }

    /// Why a command cannot be executed now: another's reservation, or something that this session must know first
    /// (a unit attention, SAM-5 5.14).
    Optional<Sense> refusal(Opcode opcode) {
        Access access = Access.of(opcode);
        if (!reservations.permits(this, access)) {
            return Optional.of(Sense.RESERVATION_CONFLICT);
        }
        return access == Access.ASKS
                ? Optional.empty()
                : Optional.of(takeAttention()).filter(news -> !news.equals(Sense.NONE));
    }

    Sense takeAttention() {
        return attention.getAndSet(Sense.NONE);
    }

    /// From any session's thread; the last one counts.
    void notice(Sense news) {
        attention.set(news);
    }

    public void leave() {
        reservations.leave(this);
    }
}
