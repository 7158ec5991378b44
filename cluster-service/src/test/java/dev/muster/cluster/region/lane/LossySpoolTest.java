package dev.muster.cluster.region.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.disk.Room;
import dev.muster.cluster.region.lane.Segments.Segment;
import dev.muster.cluster.region.lane.Segments.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LossySpoolTest {
    private static final int MEBI = 1 << 20;
    private static final int SIZE = 4096;
    private static final long LIMIT = 4L * MEBI;

    @TempDir
    Path folder;

    private boolean hasRoom = true;

    @Test
    void beyondItsBoundTheOldestGoAndAreCounted() throws IOException {
        var spool = open(MEBI);
        int count = (int) (2 * LIMIT / SIZE);
        for (int number = 0; number < count; number++) {
            spool.append(List.of(record("host" + number % 8, number)));
        }

        assertThat(bytesOnDisk()).isLessThanOrEqualTo(LIMIT);
        assertThat(spool.bytes()).isEqualTo(bytesOnDisk());
        List<Outgoing> kept = drained(spool);
        assertThat(kept.getLast()).isEqualTo(record("host7", count - 1));
        assertThat(kept.size() + spool.dropped()).isEqualTo(count);
    }

    @Test
    void whoFloodsDoesNotPushOutWhatOthersSent() throws IOException {
        var spool = open(MEBI);
        spool.append(List.of(record("quiet", 1)));
        int count = (int) (4 * LIMIT / SIZE);
        for (int number = 0; number < count; number++) {
            spool.append(List.of(record("flood", number)));
        }
        spool.append(List.of(record("quiet", 2)));

        List<Outgoing> kept = drained(spool);
        assertThat(kept.stream().filter(record -> record.key().equals("quiet")))
                .containsExactly(record("quiet", 1), record("quiet", 2));
        assertThat(kept.size() + spool.dropped()).isEqualTo(count + 2);
    }

    /// One thread delivers it while the other drops it for want of room.
    @Test
    void aSegmentIsForgottenOnce() throws IOException {
        var spool = open(MEBI);
        spool.append(List.of(record("host", 1)));
        var segment = spool.oldest().orElseThrow();
        assertThat(spool.remove(segment)).isTrue();
        assertThat(spool.remove(segment)).isFalse();
        assertThat(spool.bytes()).isZero();
    }

    @Test
    void theShareIsFreeAgainWhenItsRecordsAreGone() throws IOException {
        var spool = open(MEBI);
        for (int round = 0; round < 3; round++) {
            for (int number = 0; number < MEBI / SIZE; number++) {
                spool.append(List.of(record("host", number)));
            }
            drained(spool);
        }
        assertThat(spool.dropped()).isZero();
    }

    @Test
    void whatAnEarlierProcessLeftCountsForItsSender() throws IOException {
        var before = open(MEBI);
        for (int number = 0; number < MEBI / SIZE; number++) {
            before.append(List.of(record("flood", number)));
        }
        var after = open(MEBI);
        after.append(List.of(record("flood", 9999), record("quiet", 1)));

        assertThat(after.dropped()).isEqualTo(1);
        assertThat(drained(after)).endsWith(record("quiet", 1));
    }

    @Test
    void whatTheDiskRefusesIsCountedAndHoldsNoShare() throws IOException {
        var refuses = new boolean[] {true};
        var segments = new Segments(folder, (_, _) -> {
            if (refuses[0]) {
                throw new IOException("no space left on device");
            }
        });
        var spool = new LossySpool(segments, Room.UNBOUNDED, LIMIT, 2L * SIZE);
        for (int time = 0; time < 5; time++) {
            assertThatThrownBy(() -> spool.append(List.of(record("host", 1)))).isInstanceOf(IOException.class);
        }
        refuses[0] = false;
        spool.append(List.of(record("host", 2)));

        assertThat(drained(spool)).containsExactly(record("host", 2));
        assertThat(spool.dropped()).isEqualTo(5);
    }

    @Test
    void whatFindsNoRoomIsLostAndCountedAndHoldsNoShare() throws IOException {
        try (var spool = open(2L * SIZE)) {
            hasRoom = false;
            for (int time = 0; time < 5; time++) {
                spool.append(List.of(record("host", 1)));
            }
            assertThat(spool.dropped()).isEqualTo(5);
            assertThat(bytesOnDisk()).isZero();
            hasRoom = true;
            spool.append(List.of(record("host", 2)));
            assertThat(drained(spool)).containsExactly(record("host", 2));
        }
    }

    private LossySpool open(long senderLimit) throws IOException {
        return new LossySpool(new Segments(folder, Sync.NEVER), _ -> hasRoom, LIMIT, senderLimit);
    }

    private long bytesOnDisk() throws IOException {
        try (var files = Files.list(folder)) {
            return files.mapToLong(file -> file.toFile().length()).sum();
        }
    }

    /// One of `SIZE` octets on disk.
    private static Outgoing record(String sender, int number) {
        String value = "\"%d %s\"".formatted(number, "x".repeat(SIZE));
        int beyond = new Outgoing(sender, value).line().length - SIZE;
        return new Outgoing(sender, value.substring(0, value.length() - beyond - 1) + '"');
    }

    private static List<Outgoing> drained(LossySpool spool) throws IOException {
        var all = new ArrayList<Outgoing>();
        for (Optional<Segment> next = spool.oldest(); next.isPresent(); next = spool.oldest()) {
            all.addAll(next.get().records());
            spool.remove(next.get());
        }
        return all;
    }
}
