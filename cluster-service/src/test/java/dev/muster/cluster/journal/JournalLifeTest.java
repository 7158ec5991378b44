package dev.muster.cluster.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.testing.Requirements;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How a journal begins, bounds what waits, grows, and ends.
class JournalLifeTest {
    private static final int SMALLEST_REWRITE = 4096;

    private final RecordedDisk disk = new RecordedDisk();
    private final AtomicInteger told = new AtomicInteger();
    private Path path;

    @BeforeEach
    void place(@TempDir Path folder) {
        path = folder.resolve("numbers");
    }

    @Test
    void whatTheDiskIsTooSlowForIsRefusedAndNeverTold() throws IOException {
        int taken = 0;
        try (var journal = open()) {
            disk.syncs.drainPermits();
            while (journal.append((long) taken, _ -> told.incrementAndGet())) {
                taken++;
                assertThat(taken).isLessThan(20_000);
            }
            assertThat(taken).isGreaterThanOrEqualTo(8192);
            disk.syncs.release(1);
        }
        assertThat(told).hasValue(taken);
    }

    @Test
    void journalIsRewrittenOnceItIsLongAndNotBefore() throws IOException {
        write(SMALLEST_REWRITE - 1);
        assertThat(disk.done).doesNotContain("open numbers.new");
        write(1);
        assertThat(disk.done).contains("open numbers.new");
        assertThat(Files.size(path)).isEqualTo(8);
    }

    @Test
    void whoeverFailsWhenHeIsToldDoesNotEndTheJournal() throws Exception {
        try (var journal = open()) {
            journal.append(1L, _ -> {
                throw new IllegalStateException("on purpose");
            });
            var next = new CompletableFuture<Boolean>();
            journal.append(2L, next::complete);
            assertThat(next.get(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closedJournalLeavesNothingOpen() throws IOException {
        open().close();
        assertThat(disk.done.getLast()).isEqualTo("close");
        open().close();
    }

    @Test
    void whoeverIsInterruptedWhileItClosesStaysInterrupted() throws IOException {
        Journal<Long, Numbers> journal = open();
        Thread.currentThread().interrupt();
        journal.close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void journalKeepsNoProcessAlive() throws IOException {
        try (var journal = open()) {
            assertThat(journal.kept()).isNotNull();
            assertThat(Thread.getAllStackTraces().keySet())
                    .filteredOn(thread -> thread.getName().equals("muster-journal-numbers"))
                    .isNotEmpty()
                    .allMatch(Thread::isDaemon);
        }
    }

    @Test
    void fileThatIsRefusedCanBeHadOnceItIsMended() throws IOException {
        Files.writeString(path, "something else altogether");
        assertThatThrownBy(this::open).hasMessageContaining("no journal of this kind");
        Files.delete(path);
        open().close();
    }

    @Test
    void journalOfAnotherProcessIsLeftAlone() throws IOException {
        Requirements.needTools("python3");
        Process other = new ProcessBuilder("/usr/bin/python3", "-c", """
                        import fcntl, sys
                        lock = open(sys.argv[1], "w")
                        fcntl.lockf(lock, fcntl.LOCK_EX)
                        print("locked", flush=True)
                        sys.stdin.read()
                        """, path + ".lock").start();
        try (var said = other.inputReader()) {
            assertThat(said.readLine()).isEqualTo("locked");
            assertThatThrownBy(this::open).hasMessageContaining("in use by another process");
        } finally {
            other.destroy();
        }
    }

    /// Of entries none of which counts any more.
    private void write(int count) throws IOException {
        try (var journal = Journal.open(path, new Numbers.Records(), new Nothing(), disk)) {
            disk.done.clear();
            for (long number = 0; number < count; number++) {
                assertThat(journal.append(number, _ -> told.incrementAndGet())).isTrue();
            }
        }
    }

    private record Nothing() implements Kept<Long> {
        @Override
        public void restore(Long entry) {}

        @Override
        public void forEach(Consumer<? super Long> reader) {}

        @Override
        public int size() {
            return 0;
        }
    }

    private Journal<Long, Numbers> open() throws IOException {
        return Journal.open(path, new Numbers.Records(), new Numbers(), disk);
    }
}
