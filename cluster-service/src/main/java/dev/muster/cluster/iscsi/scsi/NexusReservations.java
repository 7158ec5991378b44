package dev.muster.cluster.iscsi.scsi;

import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

/// The reservations of a disk as they concern one I_T nexus, and the unit attention condition that they have
/// established for it.
public final class NexusReservations {
    private final Reservations ofUnit;
    private final Nexus nexus;
    private final AtomicReference<Sense> unitAttention = new AtomicReference<>(Sense.NONE);

    /// To be ended by [#leave].
    public NexusReservations(Reservations ofUnit, Nexus nexus) {
        this.ofUnit = ofUnit;
        this.nexus = nexus;
        ofUnit.enter(this);
    }

    Nexus nexus() {
        return nexus;
    }

    Reservations ofUnit() {
        return ofUnit;
    }

    /// Why a command cannot be executed now: the reservation of another, or a unit attention condition (SAM-5 5.14).
    Optional<Sense> refusal(Opcode opcode) {
        Access access = Access.of(opcode);
        if (!ofUnit.permits(this, access)) {
            return Optional.of(Sense.RESERVATION_CONFLICT);
        }
        return access == Access.IDENTIFIES
                ? Optional.empty()
                : Optional.of(takeUnitAttention()).filter(condition -> !condition.equals(Sense.NONE));
    }

    Sense takeUnitAttention() {
        return unitAttention.getAndSet(Sense.NONE);
    }

    /// From the thread of any I_T nexus; the last one counts.
    void establish(Sense condition) {
        unitAttention.set(condition);
    }

    /// RESERVE 6 and 10.
    Optional<Sense> reserve() {
        return ofUnit.reserve(this);
    }

    /// RELEASE 6 and 10.
    void release() {
        ofUnit.release(this);
    }

    /// I_T nexus loss.
    public void leave() {
        ofUnit.leave(this);
    }
}
