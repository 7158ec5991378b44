package dev.muster.cluster.iscsi.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;
import dev.muster.cluster.iscsi.scsi.CommandResponse.ReadImage;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Receive;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReservationsTest {
    private static final String READ = "28 00 00000000 00 0001 00";
    private static final String WRITE = "2a 00 00000000 00 0001 00";
    private static final String CAPACITY = "25 00 00000000 000000 00";
    private static final String READY = "00 00";
    private static final Optional<Sense> CONFLICT = Optional.of(Sense.RESERVATION_CONFLICT);
    private static final Optional<Sense> FINE = Optional.empty();

    private final Reservations reservations = new Reservations();
    private final Machine one = new Machine("10.0.0.1");
    private final Machine two = new Machine("10.0.0.2");

    private final class Machine {
        private final NexusReservations own;
        private final TargetUnits units;

        Machine(String address) {
            own = new NexusReservations(reservations, new Nexus(address, "iqn.x", 0x00023d000001L));
            units = new TargetUnits("iqn.y", new WritableMemory(1000), Optional.of(own));
        }

        CommandResponse send(String cdb) {
            return units.execute(1L << 48, Cdbs.of(cdb));
        }

        Optional<Sense> out(int action, int type, long key, long other) {
            String cdb = "5f %02x %02x 0000 00000018 00".formatted(action, type);
            return switch (send(cdb)) {
                case CheckCondition(Sense sense) -> Optional.of(sense);
                case Receive(long length, CommandResponse.DataSink sink) -> {
                    sink.accept(0, Bytes.hex("%016x%016x 0000000000000000".formatted(key, other)));
                    yield sink.finish();
                }
                default -> throw new AssertionError(cdb);
            };
        }

        Optional<Sense> register(long key) {
            return out(6, 0, 0, key);
        }

        boolean may(String cdb) {
            CommandResponse response = send(cdb);
            return !response.equals(new CheckCondition(Sense.RESERVATION_CONFLICT));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, true, false, true, false",
        "3, false, false, false, false",
        "5, true, true, true, false",
        "6, true, true, false, false",
        "7, true, true, true, false",
        "8, true, true, false, false",
    })
    void eachTypeShutsOutWhomItShould(
            int type, boolean reads, boolean writes, boolean strangerReads, boolean strangerWrites) {
        assertThat(one.register(11)).isEqualTo(FINE);
        assertThat(two.register(22)).isEqualTo(FINE);
        assertThat(one.out(1, type, 11, 0)).isEqualTo(FINE);

        assertThat(one.may(READ)).isTrue();
        assertThat(one.may(WRITE)).isTrue();
        assertThat(two.may(READ)).isEqualTo(reads);
        assertThat(two.may(WRITE)).isEqualTo(writes);
        assertThat(two.out(0, 0, 22, 0)).isEqualTo(FINE);
        assertThat(two.may(READ)).isEqualTo(strangerReads);
        assertThat(two.may(WRITE)).isEqualTo(strangerWrites);
        assertThat(two.may(CAPACITY)).isTrue();
    }

    @Test
    void aRegistrationAsksForTheKeyThatIsThere() {
        assertThat(one.out(0, 0, 5, 11)).isEqualTo(CONFLICT);
        assertThat(one.out(0, 0, 0, 11)).isEqualTo(FINE);
        assertThat(one.out(0, 0, 0, 12)).isEqualTo(CONFLICT);
        assertThat(one.out(0, 0, 11, 12)).isEqualTo(FINE);
        assertThat(reservations.state().keys().values()).containsExactly(12L);
        assertThat(reservations.state().generation()).isEqualTo(2);
    }

    @Test
    void onlyWhoIsRegisteredReservesAndOnlyOne() {
        assertThat(one.out(1, 3, 11, 0)).isEqualTo(CONFLICT);
        one.register(11);
        two.register(22);
        assertThat(one.out(1, 3, 12, 0)).isEqualTo(CONFLICT);
        assertThat(one.out(1, 3, 11, 0)).isEqualTo(FINE);
        assertThat(one.out(1, 3, 11, 0)).isEqualTo(FINE);
        assertThat(two.out(1, 3, 22, 0)).isEqualTo(CONFLICT);
        assertThat(one.out(2, 1, 11, 0)).hasValue(Sense.INVALID_RELEASE);
        assertThat(two.out(2, 3, 22, 0)).isEqualTo(FINE);
        assertThat(two.may(READ)).isFalse();
        assertThat(one.out(2, 3, 11, 0)).isEqualTo(FINE);
        assertThat(two.may(READ)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"2, 0", "2, 11", "3, 0", "3, 11", "4, 0", "4, 11"})
    void whoIsNotRegisteredReleasesClearsAndPreemptsNothing(int action, long key) {
        one.register(11);
        one.out(1, 3, 11, 0);
        var before = reservations.state();

        assertThat(two.out(action, 3, key, 11)).isEqualTo(CONFLICT);
        two.register(22);
        assertThat(two.out(action, 3, key, 11)).isEqualTo(CONFLICT);

        assertThat(reservations.state().holder()).isEqualTo(before.holder()).isPresent();
        assertThat(reservations.state().keys().values()).containsExactly(11L, 22L);
        assertThat(two.may(READ)).isFalse();
    }

    @Test
    void aReservationOutlivesItsSession() {
        one.register(11);
        one.out(1, 3, 11, 0);
        one.own.leave();

        assertThat(two.may(READ)).isFalse();
        assertThat(new Machine("10.0.0.1").may(READ)).isTrue();
    }

    @Test
    void aReservationOfRegistrantsEndsWithItsHolderAndTheOthersHear() {
        one.register(11);
        two.register(22);
        one.out(1, 5, 11, 0);
        assertThat(one.out(0, 0, 11, 0)).isEqualTo(FINE);

        assertThat(reservations.state().type()).isEmpty();
        assertThat(two.send(READY)).isEqualTo(new CheckCondition(Sense.RESERVATIONS_RELEASED));
        assertThat(two.send(READY)).isEqualTo(CommandResponse.DONE);
    }

    @Test
    void aReservationOfAllRegistrantsEndsWithTheLast() {
        one.register(11);
        two.register(22);
        one.out(1, 8, 11, 0);
        one.out(0, 0, 11, 0);
        assertThat(one.may(READ)).isFalse();
        assertThat(two.may(WRITE)).isTrue();
        two.out(0, 0, 22, 0);
        assertThat(one.may(READ)).isTrue();
    }

    @Test
    void preemptingTakesRegistrationAndReservation() {
        one.register(11);
        two.register(22);
        one.out(1, 3, 11, 0);

        assertThat(two.out(4, 1, 22, 33)).isEqualTo(CONFLICT);
        assertThat(two.out(4, 1, 22, 0)).hasValue(Sense.INVALID_PARAMETER);
        assertThat(two.out(4, 1, 22, 11)).isEqualTo(FINE);

        assertThat(one.send(READY)).isEqualTo(new CheckCondition(Sense.REGISTRATIONS_PREEMPTED));
        assertThat(one.may(READ)).isTrue();
        assertThat(one.may(WRITE)).isFalse();
        assertThat(two.may(WRITE)).isTrue();
    }

    @Test
    void preemptingWhoHoldsNothingLeavesTheReservation() {
        one.register(11);
        two.register(22);
        one.out(1, 3, 11, 0);
        assertThat(one.out(4, 3, 11, 22)).isEqualTo(FINE);

        assertThat(reservations.state().keys().values()).containsExactly(11L);
        assertThat(reservations.state().type()).hasValue(ReservationType.EXCLUSIVE_ACCESS);
    }

    @Test
    void clearingLeavesNothing() {
        one.register(11);
        two.register(22);
        one.out(1, 3, 11, 0);
        assertThat(two.out(3, 0, 22, 0)).isEqualTo(FINE);

        assertThat(reservations.state().keys()).isEmpty();
        assertThat(one.send(READY)).isEqualTo(new CheckCondition(Sense.RESERVATIONS_PREEMPTED));
        assertThat(one.may(READ)).isTrue();
    }

    @Test
    void whatIsReservedIsTold() {
        one.register(0x11);
        two.register(0x22);
        one.out(1, 6, 0x11, 0);

        assertThat(two.send("5e 00 000000 0000 00ff 00"))
                .isEqualTo(new Good(Bytes.hex("00000002 00000010 0000000000000011 0000000000000022")));
        assertThat(two.send("5e 00 000000 0000 000c 00")).isEqualTo(new Good(Bytes.hex("00000002 00000010 00000000")));
        assertThat(two.send("5e 01 000000 0000 00ff 00"))
                .isEqualTo(new Good(Bytes.hex("00000002 00000010 0000000000000011 00000000 00 06 0000")));
        assertThat(two.send("5e 02 000000 0000 00ff 00")).isEqualTo(new Good(Bytes.hex("0008 00 80 ea01 0000")));
        Bytes id = Bytes.hex("45 00 0018")
                .plus(Bytes.utf8("iqn.x,i,0x00023d000001"))
                .plus(Bytes.hex("0000"));
        assertThat(two.send("5e 03 000000 0000 00ff 00"))
                .isEqualTo(
                        new Good(Bytes.hex("00000002 00000068 0000000000000011 00000000 01 06 00000000 0001 0000001c")
                                .plus(id)
                                .plus(Bytes.hex("0000000000000022 00000000 00 00 00000000 0001 0000001c"))
                                .plus(id)));
    }

    @ParameterizedTest
    @CsvSource({
        "5f 01 00 0000 00000018, 052400",
        "5f 01 13 0000 00000018, 052400",
        "5f 01 03 0000 00000017, 051a00",
        "5f 05 03 0000 00000018, 052400",
    })
    void aMalformedRequestIsRefused(String cdb, String sense) {
        Bytes wanted = Bytes.hex(sense);
        assertThat(one.send(cdb)).isEqualTo(new CheckCondition(new Sense(wanted.at(0), wanted.at(1), wanted.at(2))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x08, 0x04, 0x01})
    void registrationsOfOthersOrForeverAreRefused(int flag) {
        var receive = (Receive) one.send("5f 00 00 0000 00000018 00");
        receive.sink().accept(0, Bytes.hex("0000000000000000 0000000000000011 00000000 %02x 000000".formatted(flag)));
        assertThat(receive.sink().finish()).hasValue(Sense.INVALID_PARAMETER);
    }

    @Test
    void registrationsAreBounded() {
        for (int i = 0; i < 1024; i++) {
            assertThat(new Machine("10.1." + i / 256 + "." + i % 256).register(1))
                    .isEqualTo(FINE);
        }
        assertThat(one.register(1)).hasValue(Sense.NO_REGISTRATION_RESOURCES);
    }

    @Test
    void anOldReserveEndsWithItsSession() {
        assertThat(one.send("16 00")).isEqualTo(CommandResponse.DONE);
        assertThat(one.send("16 00")).isEqualTo(CommandResponse.DONE);
        assertThat(two.may("16 00")).isFalse();
        assertThat(two.may(READ)).isFalse();
        assertThat(two.send("17 00")).isEqualTo(CommandResponse.DONE);
        assertThat(two.may(READ)).isFalse();
        assertThat(two.may("12 00 00 00ff 00")).isTrue();
        assertThat(two.register(22)).isEqualTo(CONFLICT);
        one.own.leave();
        assertThat(two.may(READ)).isTrue();
    }

    @Test
    void anOldReserveEndsWithAReset() {
        one.send("16 00");
        two.units.reset();
        assertThat(two.may(READ)).isTrue();
    }

    @Test
    void withoutPermissionThereIsNoPersistentReservation() {
        TargetUnits units = new TargetUnits("iqn.y", new WritableMemory(1000));
        Bytes out = Cdbs.of("5f 00 00 0000 00000018 00");
        assertThat(units.execute(1L << 48, out)).isEqualTo(new CheckCondition(Sense.INVALID_OPCODE));
        Bytes read = Cdbs.of(READ);
        assertThat(units.execute(1L << 48, read)).isInstanceOf(ReadImage.class);
    }
}
