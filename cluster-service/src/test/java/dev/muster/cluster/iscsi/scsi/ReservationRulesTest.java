package dev.muster.cluster.iscsi.scsi;

import static dev.muster.cluster.iscsi.scsi.ReservationType.EXCLUSIVE_ACCESS;
import static dev.muster.cluster.iscsi.scsi.ReservationType.EXCLUSIVE_ACCESS_ALL_REGISTRANTS;
import static dev.muster.cluster.iscsi.scsi.ReservationType.WRITE_EXCLUSIVE;
import static dev.muster.cluster.iscsi.scsi.ReservationType.WRITE_EXCLUSIVE_REGISTRANTS_ONLY;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Who may change a reservation, and who hears of it (SPC-4 5.13). Three machines; the keys of A and B are 11 and 22,
/// C is not registered.
class ReservationRulesTest {
    private static final Optional<Sense> CONFLICT = Optional.of(Sense.RESERVATION_CONFLICT);

    private final Reservations reservations = new Reservations();
    private final Nexus a = new Nexus("10.0.0.1", "iqn.a", 1);
    private final Nexus b = new Nexus("10.0.0.2", "iqn.b", 1);
    private final Nexus c = new Nexus("10.0.0.3", "iqn.c", 1);
    private final NexusReservations ofA = new NexusReservations(reservations, a);
    private final NexusReservations ofB = new NexusReservations(reservations, b);
    private final NexusReservations ofC = new NexusReservations(reservations, c);

    @BeforeEach
    void twoAreRegistered() {
        assertThat(reservations.register(a, Optional.of(0L), 11)).isEmpty();
        assertThat(reservations.register(b, Optional.of(0L), 22)).isEmpty();
    }

    @Test
    void whoIsNotRegisteredChangesNothing() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        var before = reservations.state();
        assertThat(reservations.release(c, 0, EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reservations.release(c, 11, EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reservations.clear(c, 0)).isEqualTo(CONFLICT);
        assertThat(reservations.clear(c, 11)).isEqualTo(CONFLICT);
        assertThat(reservations.preempt(c, 0, 11, EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reservations.preempt(c, 11, 11, EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reservations.reserve(c, 0, EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reservations.state()).isEqualTo(before);
    }

    @Test
    void whoNamesAnothersKeyChangesNothing() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        var before = reservations.state();
        assertThat(reservations.release(a, 22, EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reservations.clear(b, 11)).isEqualTo(CONFLICT);
        assertThat(reservations.preempt(b, 11, 11, EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reservations.state()).isEqualTo(before);
    }

    @Test
    void anOldReserveRulesOutWhatIsPersistent() {
        var fresh = new Reservations();
        var session = new NexusReservations(fresh, a);
        assertThat(fresh.reserve(session)).isEmpty();
        assertThat(fresh.register(b, Optional.empty(), 22)).isEqualTo(CONFLICT);
        fresh.release(session);
        assertThat(fresh.register(b, Optional.empty(), 22)).isEmpty();
        assertThat(fresh.reserve(session)).isEqualTo(CONFLICT);
    }

    @Test
    void releaseOfAReservationOfRegistrantsIsToldToTheOthersOfThem() {
        reservations.reserve(a, 11, WRITE_EXCLUSIVE_REGISTRANTS_ONLY);
        assertThat(reservations.release(a, 11, WRITE_EXCLUSIVE_REGISTRANTS_ONLY))
                .isEmpty();
        assertThat(reservations.state().type()).isEmpty();
        assertThat(reservations.state().holder()).isEmpty();
        assertThat(ofA.takeUnitAttention()).isEqualTo(Sense.NONE);
        assertThat(ofB.takeUnitAttention()).isEqualTo(Sense.RESERVATIONS_RELEASED);
        assertThat(ofC.takeUnitAttention()).isEqualTo(Sense.NONE);
    }

    @Test
    void releaseOfAReservationOfOneIsToldToNobody() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        assertThat(reservations.release(a, 11, EXCLUSIVE_ACCESS)).isEmpty();
        assertThat(ofB.takeUnitAttention()).isEqualTo(Sense.NONE);
    }

    @Test
    void anyOfThoseWhoAllHoldItReleasesIt() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS_ALL_REGISTRANTS);
        assertThat(reservations.reserve(b, 22, EXCLUSIVE_ACCESS_ALL_REGISTRANTS))
                .isEmpty();
        assertThat(reservations.release(b, 22, EXCLUSIVE_ACCESS_ALL_REGISTRANTS))
                .isEmpty();
        assertThat(reservations.state().type()).isEmpty();
        assertThat(ofA.takeUnitAttention()).isEqualTo(Sense.RESERVATIONS_RELEASED);
    }

    @Test
    void clearTakesKeysAndReservationAndTellsTheOthers() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        int generation = reservations.state().generation();
        assertThat(reservations.clear(b, 22)).isEmpty();
        assertThat(reservations.state().keys()).isEmpty();
        assertThat(reservations.state().type()).isEmpty();
        assertThat(reservations.state().holder()).isEmpty();
        assertThat(reservations.state().generation()).isEqualTo(generation + 1);
        assertThat(ofA.takeUnitAttention()).isEqualTo(Sense.RESERVATIONS_PREEMPTED);
        assertThat(ofB.takeUnitAttention()).isEqualTo(Sense.NONE);
        assertThat(ofC.takeUnitAttention()).isEqualTo(Sense.NONE);
    }

    @Test
    void eachChangeOfAKeyCounts() {
        int generation = reservations.state().generation();
        reservations.register(a, Optional.of(11L), 12);
        assertThat(reservations.state().generation()).isEqualTo(generation + 1);
        reservations.register(a, Optional.of(12L), 0);
        assertThat(reservations.state().generation()).isEqualTo(generation + 2);
        reservations.register(a, Optional.of(0L), 0);
        assertThat(reservations.state().generation()).isEqualTo(generation + 2);
    }

    @Test
    void preemptingTheHolderTakesItsReservation() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        int generation = reservations.state().generation();
        assertThat(reservations.preempt(b, 22, 11, WRITE_EXCLUSIVE)).isEmpty();
        assertThat(reservations.state().keys()).containsOnlyKeys(b);
        assertThat(reservations.state().holder()).contains(b);
        assertThat(reservations.state().type()).contains(WRITE_EXCLUSIVE);
        assertThat(reservations.state().generation()).isEqualTo(generation + 1);
        assertThat(ofA.takeUnitAttention()).isEqualTo(Sense.REGISTRATIONS_PREEMPTED);
        assertThat(ofB.takeUnitAttention()).isEqualTo(Sense.NONE);
    }

    @Test
    void preemptingWithAnotherTypeIsToldToThoseWhoStay() {
        reservations.register(c, Optional.of(0L), 33);
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        assertThat(reservations.preempt(b, 22, 11, WRITE_EXCLUSIVE)).isEmpty();
        assertThat(ofC.takeUnitAttention()).isEqualTo(Sense.RESERVATIONS_RELEASED);
        assertThat(ofB.takeUnitAttention()).isEqualTo(Sense.NONE);
    }

    @Test
    void preemptingWithTheSameTypeIsNotToldToThoseWhoStay() {
        reservations.register(c, Optional.of(0L), 33);
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        assertThat(reservations.preempt(b, 22, 11, EXCLUSIVE_ACCESS)).isEmpty();
        assertThat(ofC.takeUnitAttention()).isEqualTo(Sense.NONE);
    }

    @Test
    void keyZeroMeansAllOthersOnlyWhereAllHoldIt() {
        reservations.register(c, Optional.of(0L), 33);
        assertThat(reservations.preempt(b, 22, 0, EXCLUSIVE_ACCESS)).hasValue(Sense.INVALID_PARAMETER);
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS_ALL_REGISTRANTS);
        assertThat(reservations.preempt(b, 22, 0, EXCLUSIVE_ACCESS)).isEmpty();
        assertThat(reservations.state().keys()).containsOnlyKeys(b);
        assertThat(reservations.state().holder()).contains(b);
        assertThat(reservations.state().type()).contains(EXCLUSIVE_ACCESS);
    }

    @Test
    void keyZeroIsNotTheHoldersWhereOneHoldsIt() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        assertThat(reservations.preempt(b, 22, 0, EXCLUSIVE_ACCESS)).hasValue(Sense.INVALID_PARAMETER);
        assertThat(reservations.state().holder()).contains(a);
    }

    @Test
    void oneOfAllWhoHoldItIsPreemptedWithoutTheReservation() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS_ALL_REGISTRANTS);
        assertThat(reservations.preempt(b, 22, 11, EXCLUSIVE_ACCESS)).isEmpty();
        assertThat(reservations.state().type()).contains(EXCLUSIVE_ACCESS_ALL_REGISTRANTS);
        assertThat(reservations.state().holder()).contains(b);
        assertThat(reservations.permits(ofA, Access.CHANGES)).isFalse();
        assertThat(reservations.permits(ofB, Access.CHANGES)).isTrue();
    }

    @Test
    void preemptingAKeyThatNobodyHasChangesNothing() {
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        var before = reservations.state();
        assertThat(reservations.preempt(b, 22, 44, EXCLUSIVE_ACCESS)).isEqualTo(CONFLICT);
        assertThat(reservations.state()).isEqualTo(before);
    }

    @Test
    void whoPreemptsItsOwnKeyStays() {
        reservations.register(b, Optional.of(22L), 11);
        reservations.reserve(a, 11, EXCLUSIVE_ACCESS);
        assertThat(reservations.preempt(a, 11, 11, EXCLUSIVE_ACCESS)).isEmpty();
        assertThat(reservations.state().keys()).containsOnlyKeys(a);
        assertThat(reservations.state().holder()).contains(a);
    }
}
