package dev.muster.cluster.region.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.cluster.region.lane.Segments.Segment;
import dev.muster.cluster.region.lane.Segments.Sync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SegmentsTest {
    private static final String FIRST = "000000000001.seg";

    @TempDir
    Path folder;

    @Test
    void recordsOutliveTheProcessInTheirOrder() throws IOException {
        var before = open();
        before.append(lines(record(1), record(2)));
        before.append(lines(record(3)));

        assertThat(drained(open())).containsExactly(record(1), record(2), record(3));
    }

    @Test
    void whatIsAppendedIsOnTheDiskWhenTheCallReturns() throws IOException {
        var sizes = new ArrayList<Long>();
        var segments = new Segments(folder, (_, synced) -> sizes.add(Files.size(synced.resolve(FIRST))));
        segments.append(lines(record(1)));
        segments.append(lines(record(2), record(3)));

        long one = record(1).line().length;
        assertThat(sizes).containsExactly(one, 3 * one);
    }

    @Test
    void halfARecordLeftByACrashIsPassedOverAndNotAppendedTo() throws IOException {
        open().append(lines(record(1)));
        Files.writeString(folder.resolve(FIRST), "0123abcd key\t{\"half", StandardOpenOption.APPEND);

        var after = open();
        after.append(lines(record(2)));

        assertThat(drained(after)).containsExactly(record(1), record(2));
    }

    @Test
    void aSpoiltRecordIsFoundByItsChecksumAndCountedAndThoseBehindItAreRead() throws IOException {
        open().append(lines(record(1), record(2), record(3)));
        byte[] content = Files.readAllBytes(folder.resolve(FIRST));
        content[record(1).line().length + 20] ^= 1;
        Files.write(folder.resolve(FIRST), content);

        Segment segment = open().oldest().orElseThrow();
        assertThat(segment.records()).containsExactly(record(1), record(3));
        assertThat(segment.spoilt()).isEqualTo(1);
    }

    @Test
    void whatIsReadIsNotAppendedToAnyMore() throws IOException {
        var segments = open();
        segments.append(lines(record(1)));
        Segment read = segments.oldest().orElseThrow();
        segments.append(lines(record(2)));
        segments.remove(read);

        assertThat(drained(segments)).containsExactly(record(2));
    }

    @Test
    void bytesAreThoseOfTheFiles() throws IOException {
        var segments = open();
        segments.append(lines(record(1), record(2)));
        assertThat(segments.bytes()).isEqualTo(2L * record(1).line().length);
        assertThat(open().bytes()).isEqualTo(segments.bytes());

        segments.remove(segments.oldest().orElseThrow());
        assertThat(segments.bytes()).isZero();
        assertThat(segments.isEmpty()).isTrue();
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aDiskThatRefusesIsNotAppendedToInTheSameFile() throws IOException {
        var refuses = new boolean[] {false};
        var segments = new Segments(folder, (_, _) -> {
            if (refuses[0]) {
                throw new IOException("no space left on device");
            }
        });
        segments.append(lines(record(1)));
        refuses[0] = true;
        assertThatThrownBy(() -> segments.append(lines(record(2)))).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> segments.append(lines(record(3)))).isInstanceOf(IOException.class);
        refuses[0] = false;
        segments.append(lines(record(4)));

        assertThat(drained(segments)).startsWith(record(1)).endsWith(record(4));
        assertThat(segments.bytes()).isZero();
    }

    private Segments open() throws IOException {
        return new Segments(folder, Sync.NEVER);
    }

    private static Outgoing record(int number) {
        return new Outgoing("key" + number, "{\"number\":" + number + ",\"text\":\"\u00e4\"}");
    }

    static List<byte[]> lines(Outgoing... records) {
        return List.of(records).stream().map(Outgoing::line).toList();
    }

    private static List<Outgoing> drained(Segments segments) throws IOException {
        var all = new ArrayList<Outgoing>();
        for (Optional<Segment> next = segments.oldest(); next.isPresent(); next = segments.oldest()) {
            all.addAll(next.get().records());
            segments.remove(next.get());
        }
        return all;
    }
}
