package dev.muster.cluster.iscsi.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;
import dev.muster.cluster.iscsi.scsi.CommandResponse.ReadImage;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiskUnitTest {
    private static final String IQN = "iqn.2004-05.com.ubuntu:maas:x";
    private static final int BLOCKS = 1000;

    private final TargetUnits units = new TargetUnits(IQN, MemoryStore.ofBlocks(BLOCKS));

    @ParameterizedTest
    @CsvSource({
        "08 000010 04 00, 8192, 2048",
        "08 000010 00 00, 8192, 131072",
        "28 00 00000000 00 03e8 00, 0, 512000",
        "28 18 00000001 00 0001 00, 512, 512",
        "a8 00 000003e7 00000001 00 00, 511488, 512",
        "88 00 00000000000003e8 00000000 00 00, 512000, 0",
    })
    void readsOfEveryLengthNameAPartOfTheImage(String cdb, long position, long length) {
        assertThat(disk(cdb)).isEqualTo(new ReadImage(position, length));
    }

    @ParameterizedTest
    @CsvSource({
        "28 00 000003e8 00 0001 00, 052100",
        "28 00 ffffffff 00 0000 00, 052100",
        "88 00 ffffffffffffffff 00000001 00 00, 052100",
        "88 00 7fffffffffffffff 00000002 00 00, 052100",
        "08 0003e8 01 00, 052100",
        "28 20 00000000 00 0001 00, 052400",
        "2f 00 000003e8 00 0001 00, 052100",
        "2f 04 00000000 00 0001 00, 052400",
        "34 00 000003e8 00 0001 00, 052100",
        "35 00 000003e8 00 0001 00, 052100",
        "9e 12 00000000000003e8 00000018 00 00, 052100",
        "5e 1f 000000000000 00 00, 052400",
        "9e 1f 00000000000000000000000000, 052400",
        "ff 00, 052000",
        "04 00, 052000",
        "12 01 ee 00ff 00, 052400",
        "12 00 80 00ff 00, 052400",
        "1a 00 c8 00 ff 00, 053900",
        "1a 00 3e 00 ff 00, 052400",
    })
    void whatCannotBeDoneIsSaidPrecisely(String cdb, String sense) {
        assertThat(disk(cdb)).isEqualTo(new CheckCondition(sense(sense)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0a", "2a", "aa", "8a", "2e", "ae", "8e", "41", "93", "42", "89", "8b"})
    void everyWriteMeetsAWriteProtectedDisk(String opcode) {
        assertThat(disk(opcode)).isEqualTo(new CheckCondition(Sense.WRITE_PROTECTED));
    }

    @Test
    void theDiskTellsItsSize() {
        assertThat(disk("25")).isEqualTo(new Good(Bytes.hex("000003e7 00000200")));
        Good sixteen = (Good) disk("9e 10 0000000000000000 00000020 00 00");
        assertThat(sixteen.data().first(12)).isEqualTo(Bytes.hex("00000000000003e7 00000200"));
        assertThat(sixteen.data().size()).isEqualTo(32);
    }

    @Test
    void modeSenseShowsTheWriteProtectBit() {
        Good six = (Good) disk("1a 00 3f 00 ff 00");
        assertThat(six.data().at(0)).isEqualTo(six.data().size() - 1);
        assertThat(six.data().at(2)).isEqualTo(0x90);
        assertThat(six.data().slice(4, 12)).isEqualTo(Bytes.hex("000003e8 00000200"));
        Good ten = (Good) disk("5a 08 0a 00 000000 00ff 00");
        assertThat(ten.data()).isEqualTo(Bytes.hex("0012 00 90 0000 0000 0a0a0210000000 00ffff0000"));
    }

    @Test
    void identityFollowsFromTheNameAlone() {
        Good serial = (Good) disk("12 01 80 00ff 00");
        TargetUnits again = new TargetUnits(IQN, MemoryStore.ofBlocks(8));
        assertThat(again.execute(1L << 48, Cdbs.of("12 01 80 00ff 00"))).isEqualTo(serial);
        TargetUnits other = new TargetUnits(IQN + "y", MemoryStore.ofBlocks(8));
        assertThat(other.execute(1L << 48, Cdbs.of("12 01 80 00ff 00"))).isNotEqualTo(serial);
        Good naa = (Good) disk("12 01 83 00ff 00");
        assertThat(naa.data().at(8) >> 4).isEqualTo(3);
    }

    @Test
    void everyPageThatIsListedIsThere() {
        Good list = (Good) disk("12 01 00 00ff 00");
        assertThat(list.data().slice(4, list.data().size())).isEqualTo(Bytes.hex("00 80 83 b0 b1 b2"));
        for (int i = 4; i < list.data().size(); i++) {
            String code = String.format("%02x", list.data().at(i));
            Good page = (Good) disk("12 01" + code + "00ff 00");
            assertThat(page.data().at(1)).isEqualTo(list.data().at(i));
            assertThat(page.data().size())
                    .isEqualTo(4 + (page.data().at(2) << 8 | page.data().at(3)));
        }
    }

    @Test
    void answersAreCutToTheRoomGiven() {
        assertThat(((Good) disk("12 00 00 0005 00")).data()).isEqualTo(Bytes.hex("00 00 06 12 5b"));
        assertThat(((Good) disk("12 00 00 0000 00")).data()).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void oneOpcodeIsReportedWithItsUsage() {
        assertThat(disk("a3 0c 01 28 0000 00000100 00 00"))
                .isEqualTo(new Good(Bytes.hex("00 03 000a 28 18 ffffffff 1f ffff 00")));
        assertThat(disk("a3 0c 03 9e 0010 00000004 00 00")).isEqualTo(new Good(Bytes.hex("00 03 0010")));
        assertThat(disk("a3 0c 01 fe 0000 00000100 00 00")).isEqualTo(new Good(Bytes.hex("00 01 0000")));
        assertThat(disk("a3 0c 01 9e 0000 00000100 00 00")).isEqualTo(new CheckCondition(Sense.INVALID_FIELD));
    }

    @Test
    void everyOpcodeHasTheLengthOfItsGroup() {
        for (Opcode opcode : Opcode.all()) {
            int length =
                    switch (opcode.code() >> 5) {
                        case 0 -> 6;
                        case 1, 2 -> 10;
                        case 4 -> 16;
                        case 5 -> 12;
                        default -> throw new AssertionError(opcode);
                    };
            assertThat(opcode.usage().size()).as(opcode.name()).isEqualTo(length);
        }
    }

    @Test
    void zeroIsAControllerAndTheRestIsNotThere() {
        assertThat(inquiryType(0L)).isEqualTo(0x0c);
        assertThat(inquiryType(1L << 48)).isEqualTo(0x00);
        assertThat(inquiryType(0x4001L << 48)).isEqualTo(0x00);
        assertThat(inquiryType(2L << 48)).isEqualTo(0x7f);
        assertThat(inquiryType(1L)).isEqualTo(0x7f);
        assertThat(units.execute(2L << 48, Cdbs.of("00"))).isEqualTo(new CheckCondition(Sense.UNIT_NOT_SUPPORTED));
        assertThat(units.execute(2L << 48, Cdbs.of("a0 00 00 000000 00000100 00 00")))
                .isEqualTo(new Good(Bytes.hex("00000010 00000000 0000000000000000 0001000000000000")));
    }

    @Test
    void noCdbLetsAnythingEscape() {
        Random random = new Random(23);
        for (int i = 0; i < 100_000; i++) {
            byte[] cdb = new byte[16];
            random.nextBytes(cdb);
            CommandResponse response = units.execute((long) random.nextInt(3) << 48, Bytes.of(cdb));
            if (response instanceof ReadImage(long position, long length)) {
                assertThat(position + length).isBetween(0L, (long) BLOCKS * 512);
            }
        }
    }

    private int inquiryType(long lun) {
        return ((Good) units.execute(lun, Cdbs.of("12 00 00 0060 00"))).data().at(0);
    }

    private CommandResponse disk(String cdb) {
        return units.execute(1L << 48, Cdbs.of(cdb));
    }

    private static Sense sense(String hex) {
        Bytes bytes = Bytes.hex(hex);
        return new Sense(bytes.at(0), bytes.at(1), bytes.at(2));
    }
}
