package dev.muster.cluster.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A journal of numbers, on a disk that is watched.
class JournalTest {
    @TempDir
    private Path directory;

    private final RecordedDisk disk = new RecordedDisk();
    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    private Path file;

    @BeforeEach
    void place() {
        file = directory.resolve("numbers");
    }

    @Test
    void entryIsSyncedBeforeItIsTold() throws Exception {
        try (var journal = open(new Numbers())) {
            disk.done.clear();
            append(journal, 1);
            assertThat(told()).isEqualTo("1 true");
            assertThat(disk.done).containsExactly("write", "force", "told 1");
        }
    }

    @Test
    void everyEntryIsToldOnce() throws Exception {
        try (var journal = open(new Numbers())) {
            for (long number = 1; number <= 5; number++) {
                append(journal, number);
                assertThat(told()).isEqualTo(number + " true");
            }
        }
        assertThat(told).isEmpty();
        var readBack = new Numbers();
        open(readBack).close();
        assertThat(readBack.all).containsExactly(1L, 2L, 3L, 4L, 5L);
    }

    @Test
    void entryThatTheDiskRefusedIsToldSoAndTheFileIsMadeAnewBeforeTheNext() throws Exception {
        var kept = new Numbers();
        try (var journal = open(kept)) {
            kept.all.add(1L);
            append(journal, 1);
            assertThat(told()).isEqualTo("1 true");

            disk.refuses = true;
            kept.all.add(2L);
            append(journal, 2);
            assertThat(told()).isEqualTo("2 false");
            append(journal, 2);
            assertThat(told()).isEqualTo("2 false");

            disk.refuses = false;
            disk.done.clear();
            kept.all.add(3L);
            append(journal, 3);
            assertThat(told()).isEqualTo("3 true");
            assertThat(disk.done).containsSubsequence("open numbers.new", "write", "force", "write", "force", "told 3");
        }
        var readBack = new Numbers();
        open(readBack).close();
        assertThat(readBack.all).contains(1L, 2L, 3L);
    }

    @Test
    void waitingEntriesAreSyncedTogether() throws Exception {
        var kept = new Numbers();
        try (var journal = open(kept)) {
            disk.done.clear();
            for (long number = 1; number <= 2000; number++) {
                append(journal, number);
            }
        }
        assertThat(told).hasSize(2000);
        assertThat(disk.done.stream().filter("force"::equals)).hasSizeLessThan(2000);
    }

    private Journal<Long, Numbers> open(Numbers kept) throws Exception {
        return Journal.open(file, new Numbers.Records(), kept, disk);
    }

    private void append(Journal<Long, Numbers> journal, long number) {
        boolean taken = journal.append(number, onDisk -> {
            disk.done.add("told " + number);
            told.add(number + " " + onDisk);
        });
        assertThat(taken).isTrue();
    }

    private String told() throws InterruptedException {
        return Optional.ofNullable(told.poll(20, TimeUnit.SECONDS)).orElse("nothing");
    }
}
