package dev.muster.cluster.region;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SpoolTest {
    private static final int KIBIBYTE = 1024;

    @TempDir
    Path folder;

    @Test
    void recordsOutliveARestartInTheirOrder() throws IOException {
        var before = new Spool(folder, 1 << 30);
        before.append(List.of(record(1, 10), record(2, 10)));
        before.append(List.of(record(3, 10)));

        assertThat(drain(new Spool(folder, 1 << 30))).containsExactly(record(1, 10), record(2, 10), record(3, 10));
    }

    @Test
    void halfALineLeftByACrashIsPassedOverAndNotAppendedTo() throws IOException {
        new Spool(folder, 1 << 30).append(List.of(record(1, 10)));
        Path segment = folder.resolve("000000000001.seg");
        Files.writeString(segment, "topic\tkey\t{\"half", StandardOpenOption.APPEND);

        var after = new Spool(folder, 1 << 30);
        after.append(List.of(record(2, 10)));

        assertThat(drain(after)).containsExactly(record(1, 10), record(2, 10));
    }

    @Test
    void beyondItsLimitTheOldestGoAndAreCounted() throws IOException {
        var spool = new Spool(folder, 3L << 20);
        for (int number = 1; number <= 5 * KIBIBYTE; number++) {
            spool.append(List.of(record(number, KIBIBYTE)));
        }

        var kept = drain(spool);
        assertThat(spool.dropped()).isPositive();
        assertThat(kept.size() + spool.dropped()).isEqualTo(5 * KIBIBYTE);
        assertThat(kept.getLast()).isEqualTo(record(5 * KIBIBYTE, KIBIBYTE));
        try (var files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
    }

    @Test
    void whileKafkaIsAwayNothingIsLostAndOrderHolds() throws Exception {
        var kafka = new SwitchableKafka();
        var publisher =
                new Publisher(new com.fasterxml.jackson.databind.ObjectMapper(), new Spool(folder, 1 << 30), kafka);
        publisher.start();
        try {
            publisher.publish("topic", "key", 0);
            kafka.awaitReceived(1);
            kafka.answers = false;
            IntStream.range(1, 50).forEach(number -> publisher.publish("topic", "key", number));
            Thread.sleep(300);
            kafka.answers = true;
            IntStream.range(50, 100).forEach(number -> publisher.publish("topic", "key", number));
            kafka.awaitReceived(100);
        } finally {
            publisher.close();
        }
        assertThat(kafka.received)
                .extracting(SpoolRecord::value)
                .containsExactlyElementsOf(
                        IntStream.range(0, 100).mapToObj(Integer::toString).toList());
    }

    private static SpoolRecord record(int number, int size) {
        return new SpoolRecord("topic", "key" + number, "\"" + "x".repeat(size) + "\"");
    }

    private static List<SpoolRecord> drain(Spool spool) throws IOException {
        var all = new ArrayList<SpoolRecord>();
        while (!spool.isEmpty()) {
            all.addAll(spool.oldest());
            spool.removeOldest();
        }
        return all;
    }

    private static final class SwitchableKafka implements Publisher.Delivery {
        private final List<SpoolRecord> received = new ArrayList<>();
        private volatile boolean answers = true;

        @Override
        public synchronized boolean deliver(List<SpoolRecord> records) {
            if (answers) {
                received.addAll(records);
                notifyAll();
            }
            return answers;
        }

        synchronized void awaitReceived(int count) throws InterruptedException {
            long end = System.nanoTime() + 15_000_000_000L;
            while (received.size() < count && System.nanoTime() < end) {
                wait(100);
            }
            assertThat(received).hasSizeGreaterThanOrEqualTo(count);
        }

        @Override
        public void close() {}
    }
}
