package dev.muster.cluster.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A file of numbers: 8 octets of header, 12 for each number. The buffer holds 4096 of them.
class JournalFileTest {
    private static final int HEADER = 8;
    private static final int LENGTH = 12;
    private static final long MANY = 9000;

    private final RecordedDisk disk = new RecordedDisk();
    private Path path;

    @BeforeEach
    void place(@TempDir Path folder) {
        path = folder.resolve("numbers");
    }

    @Test
    void moreThanABufferComesBackWhole() throws IOException {
        try (var file = open(new Numbers())) {
            file.append(LongStream.range(0, MANY).boxed().toList());
            assertThat(file.records()).isEqualTo(MANY);
        }
        assertThat(Files.size(path)).isEqualTo(HEADER + MANY * LENGTH);
        assertThat(readBack()).hasSize((int) MANY).contains(0L, 4096L, MANY - 1);
    }

    @Test
    void diskThatTakesAndGivesLittleAtATimeLosesNothing() throws IOException {
        disk.most = 5;
        try (var file = open(new Numbers())) {
            file.append(List.of(1L, 2L, 3L));
            file.append(List.of(4L));
        }
        assertThat(readBack()).containsExactly(1L, 2L, 3L, 4L);
    }

    @Test
    void rewrittenFileHasJustWhatIsKept() throws IOException {
        var kept = new Numbers();
        LongStream.range(0, MANY).forEach(kept.all::add);
        try (var file = open(new Numbers())) {
            file.append(List.of(-1L, -2L));
            disk.done.clear();
            file.rewrite(kept);
            assertThat(disk.done)
                    .containsExactly("open numbers.new", "write", "write", "write", "write", "force", "close");
            assertThat(file.records()).isEqualTo(MANY);
            file.append(List.of(MANY));
        }
        assertThat(readBack()).hasSize((int) MANY + 1).contains(0L, MANY).doesNotContain(-1L);
    }

    @Test
    void rewriteThatTheDiskRefusesLeavesTheFileAndNoOpenOneBehind() throws IOException {
        try (var file = open(new Numbers())) {
            file.append(List.of(1L));
            disk.refuses = true;
            disk.done.clear();
            assertThatThrownBy(() -> file.rewrite(new Numbers())).isInstanceOf(IOException.class);
            assertThat(disk.done).containsExactly("open numbers.new", "write", "force", "close");
        }
        disk.refuses = false;
        assertThat(readBack()).containsExactly(1L);
    }

    @Test
    void spoiltRecordsAreCounted() throws IOException {
        try (var file = open(new Numbers())) {
            file.append(List.of(1L, 2L, 3L));
        }
        byte[] octets = Files.readAllBytes(path);
        octets[HEADER + LENGTH] ^= 1;
        Files.write(path, octets);
        var kept = new Numbers();
        try (var file = open(kept)) {
            assertThat(file.spoilt()).isEqualTo(1);
            assertThat(kept.all).containsExactly(1L, 3L);
        }
    }

    @Test
    void fileWithoutRecordsIsNotMadeAnew() throws IOException {
        open(new Numbers()).close();
        disk.done.clear();
        open(new Numbers()).close();
        assertThat(disk.done).containsExactly("open numbers", "close");
    }

    private List<Long> readBack() throws IOException {
        var kept = new Numbers();
        open(kept).close();
        return kept.all;
    }

    private JournalFile<Long> open(Numbers into) throws IOException {
        var file = JournalFile.open(path, new Numbers.Records(), disk);
        file.load(into);
        return file;
    }
}
