package dev.muster.region.periodic;

import static dev.muster.testing.Await.await;
import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.region.RegionTestResource;
import io.quarkus.scheduler.Scheduler;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class PeriodicTasksTest {
    @Inject
    Scheduler scheduler;

    @Test
    void roundThatFailsIsToldInOneLineAndTheNextOneComes() {
        var rounds = new AtomicInteger();
        try (var log = new Lines()) {
            scheduler
                    .newJob("test-rounds")
                    .setInterval("1s")
                    .setTask(
                            _ -> {
                                if (rounds.incrementAndGet() == 1) {
                                    throw new IllegalStateException("no database");
                                }
                            },
                            true)
                    .schedule();
            await("a second round").until(() -> rounds.get() >= 2);
            assertThat(log.lines).containsExactly("test-rounds has to wait: no database");
        } finally {
            scheduler.unscheduleJob("test-rounds");
        }
    }

    /// What is logged meanwhile of these rounds.
    private static final class Lines extends Handler implements AutoCloseable {
        private final Logger root = Logger.getLogger("");
        private final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

        Lines() {
            root.addHandler(this);
        }

        @Override
        public void publish(LogRecord line) {
            String text = String.valueOf(line.getMessage()) + (line.getThrown() == null ? "" : " with a stack trace");
            boolean schedulers = String.valueOf(line.getLoggerName()).contains("scheduler");
            if (text.contains("test-rounds") || (schedulers && line.getThrown() != null)) {
                lines.add(text);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {
            root.removeHandler(this);
        }
    }
}
