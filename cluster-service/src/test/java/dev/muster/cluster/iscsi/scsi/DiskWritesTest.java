package dev.muster.cluster.iscsi.scsi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.scsi.CommandResponse.CheckCondition;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Good;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Receive;
import dev.muster.cluster.iscsi.scsi.CommandResponse.Run;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What each command that changes a disk of 300 blocks does to it.
class DiskWritesTest {
    private static final int BLOCK = 512;

    private final RecordedStore store = new RecordedStore(300);
    private final TargetUnits units = new TargetUnits("iqn.y", store);

    @ParameterizedTest
    @CsvSource({
        "0a 000005 02 00, write 5+2",
        "2a 00 00000005 00 0002 00, write 5+2",
        "2a 08 00000005 00 0002 00, write 5+2 flush",
        "aa 00 00000005 00000002 00 00, write 5+2",
        "8a 00 0000000000000005 00000002 00 00, write 5+2",
        "2e 00 00000005 00 0002 00, write 5+2 flush",
        "2e 02 00000005 00 0002 00, write 5+2 flush",
        "2e 06 00000005 00 0002 00, write 5+2 flush",
        "ae 00 00000005 00000002 00 00, write 5+2 flush",
        "8e 00 0000000000000005 00000002 00 00, write 5+2 flush",
        "8b 08 0000000000000005 00000002 00 00, write 5+2 flush",
    })
    void writesGoWhereTheyShouldAndAreSyncedWhereThatIsAsked(String cdb, String done) {
        assertThat(send(cdb, filled(2 * BLOCK, 7))).isEmpty();
        assertThat(String.join(" ", store.done)).isEqualTo(done);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "2a 20 00000005 00 0001 00",
                "2a 80 00000005 00 0001 00",
                "2e 04 00000005 00 0001 00",
                "2e 20 00000005 00 0001 00",
                "8b 20 0000000000000005 00000001 00 00",
                "41 20 00000005 00 0001 00",
                "41 10 00000005 00 0001 00",
                "41 02 00000005 00 0001 00",
                "41 01 00000005 00 0001 00",
                "41 00 00000005 00 0000 00",
                "93 00 0000000000000005 00000000 00 00",
                "93 11 0000000000000005 00000001 00 00",
                "93 21 0000000000000005 00000001 00 00",
                "93 01 0000000000000005 00000000 00 00",
                "89 20 0000000000000005 000000 01 00 00",
                "42 01 00000000 00 0018 00"
            })
    void whatIsNotKnownIsRefusedAndNothingWritten(String cdb) {
        assertThat(execute(cdb)).isEqualTo(new CheckCondition(Sense.INVALID_FIELD));
        assertThat(store.done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2a 00 0000012b 00 0002 00",
        "2a 00 0000012d 00 0000 00",
        "8a 00 ffffffffffffffff 00000001 00 00",
        "41 00 0000012b 00 0002 00",
        "41 00 0000012d 00 0000 00",
        "93 01 000000000000012b 00000002 00 00",
        "89 00 000000000000012c 000000 01 00 00",
        "8b 00 000000000000012b 00000002 00 00",
    })
    void whatIsBehindTheEndIsRefused(String cdb) {
        assertThat(execute(cdb)).isEqualTo(new CheckCondition(Sense.LBA_OUT_OF_RANGE));
        assertThat(store.done).isEmpty();
    }

    @Test
    void nothingIsWrittenOfNoBlocks() {
        assertThat(execute("2a 00 0000012c 00 0000 00")).isEqualTo(CommandResponse.DONE);
        assertThat(store.done).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0000ffff, true", "00010000, false"})
    void oneCommandTakesSoManyBlocksAtMost(String count, boolean taken) {
        var huge = new TargetUnits("iqn.y", new MemoryOf(1L << 20));
        CommandResponse response = huge.execute(1L << 48, Cdbs.of("8a 00 0000000000000000" + count + "00 00"));
        if (taken) {
            assertThat(response).isInstanceOf(Receive.class);
        } else {
            assertThat(response).isEqualTo(new CheckCondition(Sense.INVALID_FIELD));
        }
    }

    @Test
    void blocksAreWrittenAsTheyBecomeWhole() {
        var receive = (Receive) execute("2a 00 00000005 00 0003 00");
        assertThat(receive.length()).isEqualTo(3 * BLOCK);
        assertThat(receive.sink().takesParts()).isTrue();
        byte[] data = filled(3 * BLOCK, 7);
        data[BLOCK] = 8;
        receive.sink().accept(0, Bytes.of(Arrays.copyOfRange(data, 0, 100)));
        assertThat(store.done).isEmpty();
        receive.sink().accept(100, Bytes.of(Arrays.copyOfRange(data, 100, 1124)));
        receive.sink().accept(1124, Bytes.of(Arrays.copyOfRange(data, 1124, data.length)));
        assertThat(receive.sink().finish()).isEmpty();
        assertThat(store.done).containsExactly("write 5+2", "write 7+1");
        assertThat(Arrays.copyOfRange(store.content, 5 * BLOCK, 8 * BLOCK)).isEqualTo(data);
    }

    @Test
    void orWriteKeepsTheBitsThatAreThere() {
        byte[] before = Arrays.copyOfRange(store.content, 5 * BLOCK, 6 * BLOCK);
        assertThat(send("8b 00 0000000000000005 00000001 00 00", filled(BLOCK, 0x0f)))
                .isEmpty();
        for (int at = 0; at < BLOCK; at++) {
            assertThat(store.content[5 * BLOCK + at]).isEqualTo((byte) (before[at] | 0x0f));
        }
        assertThat(store.done).containsExactly("write 5+1");
    }

    @Test
    void afterAFailureNothingMoreIsWrittenOrSynced() {
        var receive = (Receive) execute("2a 08 00000005 00 0002 00");
        store.failure = new IOException("no");
        receive.sink().accept(0, Bytes.of(filled(BLOCK, 7)));
        store.failure = null;
        receive.sink().accept(BLOCK, Bytes.of(filled(BLOCK, 7)));
        assertThat(receive.sink().finish()).hasValue(Sense.WRITE_ERROR);
        assertThat(store.done).containsExactly("write 5+1");
    }

    @Test
    void fullStoreIsToldFromABrokenOne() {
        store.failure = new WritableStore.StoreFull("full");
        assertThat(send("2a 00 00000005 00 0001 00", filled(BLOCK, 7))).hasValue(Sense.SPACE_ALLOCATION_FAILED);
        store.failure = new IOException("no");
        assertThat(send("2a 00 00000005 00 0001 00", filled(BLOCK, 7))).hasValue(Sense.WRITE_ERROR);
    }

    @Test
    void onlyAStoreThatKeepsIsWaitedFor() {
        assertThat(sink("2a 08 00000005 00 0001 00").finishWaits()).isTrue();
        assertThat(sink("2a 00 00000005 00 0001 00").finishWaits()).isFalse();
        assertThat(sink("89 08 0000000000000005 000000 01 00 00").finishWaits()).isTrue();
        assertThat(sink("89 00 0000000000000005 000000 01 00 00").finishWaits()).isFalse();
        assertThat(sink("41 00 00000005 00 0001 00").finishWaits()).isTrue();
        assertThat(sink("42 00 00000000 00 0018 00").finishWaits()).isTrue();
        store.keeps = false;
        assertThat(sink("2a 08 00000005 00 0001 00").finishWaits()).isFalse();
        assertThat(sink("89 08 0000000000000005 000000 01 00 00").finishWaits()).isFalse();
        assertThat(send("2a 08 00000005 00 0001 00", filled(BLOCK, 7))).isEmpty();
        assertThat(store.done).containsExactly("write 5+1");
    }

    @Test
    void sameBlockIsWrittenInPieces() {
        assertThat(send("41 00 00000005 00 0082 00", filled(BLOCK, 7))).isEmpty();
        assertThat(store.done).containsExactly("write 5+128", "write 133+2");
        assertThat(Arrays.copyOfRange(store.content, 5 * BLOCK, 135 * BLOCK)).containsOnly(7);
        assertThat(store.content[135 * BLOCK]).isEqualTo(MemoryStore.at(135 * BLOCK));
        assertThat(((Receive) execute("41 00 00000005 00 0082 00")).length()).isEqualTo(BLOCK);
    }

    @Test
    void sameZerosTakeNoRoom() {
        assertThat(send("41 00 00000005 00 0082 00", new byte[BLOCK])).isEmpty();
        byte[] almost = new byte[BLOCK];
        almost[BLOCK - 1] = 1;
        assertThat(send("41 08 00000005 00 0001 00", almost)).isEmpty();
        assertThat(store.done).containsExactly("discard 5+130", "write 5+1");
    }

    @Test
    void writeSameWithoutDataMeansZeros() {
        var run = (Run) execute("93 01 0000000000000005 00000002 00 00");
        assertThat(store.done).isEmpty();
        assertThat(run.work().run()).isEmpty();
        assertThat(store.done).containsExactly("discard 5+2");
        store.failure = new IOException("no");
        assertThat(run.work().run()).hasValue(Sense.WRITE_ERROR);
        assertThat(execute("93 00 0000000000000005 00000002 00 00")).isInstanceOf(Receive.class);
        assertThat(execute("93 08 0000000000000005 00000002 00 00")).isInstanceOf(Receive.class);
    }

    @Test
    void comparedAndWrittenIsOnlyWhatIsAsExpected() {
        byte[] both = new byte[2 * BLOCK];
        System.arraycopy(store.content, 5 * BLOCK, both, 0, BLOCK);
        Arrays.fill(both, BLOCK, 2 * BLOCK, (byte) 7);
        assertThat(send("89 00 0000000000000005 000000 01 00 00", both)).isEmpty();
        assertThat(Arrays.copyOfRange(store.content, 5 * BLOCK, 6 * BLOCK)).containsOnly(7);
        assertThat(send("89 00 0000000000000005 000000 01 00 00", both)).hasValue(Sense.MISCOMPARE);
        assertThat(send("89 08 0000000000000005 000000 01 00 00", filled(2 * BLOCK, 7)))
                .isEmpty();
        assertThat(store.done).containsExactly("write 5+1", "write 5+1", "flush");
        assertThat(((Receive) execute("89 00 0000000000000005 000000 02 00 00")).length())
                .isEqualTo(4 * BLOCK);
    }

    @Test
    void whatCannotBeComparedIsNotWritten() {
        store.failure = new IOException("no");
        assertThat(send("89 00 0000000000000005 000000 01 00 00", filled(2 * BLOCK, 7)))
                .hasValue(Sense.READ_ERROR);
        assertThat(store.done).isEmpty();
    }

    @Test
    void runsOfBlocksAreUnmappedAllOrNone() {
        String two = "0026 0020 00000000 0000000000000005 00000002 00000000 00000000000000ff 00000001 00000000";
        assertThat(send("42 00 00000000 00 0028 00", Bytes.hex(two).toArray())).isEmpty();
        assertThat(store.done).containsExactly("discard 5+2", "discard 255+1");
        String behind = "0026 0020 00000000 0000000000000005 00000002 00000000 000000000000012c 00000001 00000000";
        assertThat(send("42 00 00000000 00 0028 00", Bytes.hex(behind).toArray()))
                .hasValue(Sense.LBA_OUT_OF_RANGE);
        assertThat(store.done).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource({"0000, 0", "0010, 1", "0018, 1", "0020, 2", "ffff, 2"})
    void onlyWholeDescriptorsThatWereSentCount(String told, int discarded) {
        String list = "0000" + told + "00000000 0000000000000005 00000002 00000000 0000000000000009 00000001 00000000";
        assertThat(send("42 00 00000000 00 0028 00", Bytes.hex(list).toArray())).isEmpty();
        assertThat(store.done).hasSize(discarded);
    }

    @ParameterizedTest
    @CsvSource({"0007, false", "0008, true", "1008, true", "1009, false"})
    void listOfRunsHasABound(String length, boolean taken) {
        CommandResponse response = execute("42 00 00000000 00" + length + "00");
        if (taken) {
            assertThat(response).isInstanceOf(Receive.class);
        } else {
            assertThat(response).isEqualTo(new CheckCondition(Sense.PARAMETER_LIST_LENGTH));
        }
        assertThat(execute("42 00 00000000 00 0000 00")).isEqualTo(CommandResponse.DONE);
    }

    @ParameterizedTest
    @ValueSource(strings = {"35 00 00000005 00 0001 00", "91 00 0000000000000005 00000001 00 00"})
    void syncWaitsForTheDiskWhereThereIsOne(String cdb) {
        assertThat(((Run) execute(cdb)).work().run()).isEmpty();
        assertThat(store.done).containsExactly("flush");
        store.failure = new IOException("no");
        assertThat(((Run) execute(cdb)).work().run()).hasValue(Sense.WRITE_ERROR);
        store.keeps = false;
        assertThat(execute(cdb)).isEqualTo(CommandResponse.DONE);
    }

    @Test
    void unmappedBlocksAreTold() {
        Good discarded = (Good) execute("9e 12 0000000000000005 00000018 00 00");
        assertThat(discarded.data()).isEqualTo(Bytes.hex("00000014 00000000 0000000000000005 00000003 01 000000"));
        Good written = (Good) execute("9e 12 0000000000000006 00000018 00 00");
        assertThat(written.data()).isEqualTo(Bytes.hex("00000014 00000000 0000000000000006 00000003 00 000000"));
    }

    @Test
    void writableDiskSaysThatItIs() {
        Good mode = (Good) execute("1a 00 3f 00 ff 00");
        assertThat(mode.data().at(2)).isEqualTo(0x10);
        Good capacity = (Good) execute("9e 10 0000000000000000 00000020 00 00");
        assertThat(capacity.data().at(14)).isEqualTo(0xc0);
    }

    private Optional<Sense> send(String cdb, byte[] data) {
        var sink = sink(cdb);
        sink.accept(0, Bytes.of(data));
        return sink.finish();
    }

    private CommandResponse.DataSink sink(String cdb) {
        return ((Receive) execute(cdb)).sink();
    }

    private CommandResponse execute(String cdb) {
        return units.execute(1L << 48, Cdbs.of(cdb));
    }

    private static byte[] filled(int length, int value) {
        byte[] data = new byte[length];
        Arrays.fill(data, (byte) value);
        return data;
    }

    /// A disk of so many blocks that has no room in memory.
    private record MemoryOf(long blocks) implements WritableStore {
        @Override
        public long size() {
            return blocks * BLOCK;
        }

        @Override
        public void read(long position, ByteBuffer into) {}

        @Override
        public void write(long position, ByteBuffer from) {}

        @Override
        public void discard(long position, long length) {}

        @Override
        public LbaStatus lbaStatus(long position) {
            return new LbaStatus(BLOCK, false);
        }

        @Override
        public boolean keeps() {
            return false;
        }

        @Override
        public void flush() {}
    }
}
