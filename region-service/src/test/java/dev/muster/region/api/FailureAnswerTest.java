package dev.muster.region.api;

import static dev.muster.region.Clients.anonymous;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import dev.muster.region.RegionTestResource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What is our fault is said without detail, and logged once.
@QuarkusTest
@QuarkusTestResource(RegionTestResource.class)
class FailureAnswerTest {
    @ParameterizedTest
    @ValueSource(strings = {"checked", "error", "runtime"})
    void aFailureIsOneShortLineInTheLogAndTellsTheCallerNothing(String how) {
        var log = new Recorder();
        Logger root = Logger.getLogger("");
        root.addHandler(log);
        try {
            anonymous()
                    .get("/test/failing/" + how)
                    .then()
                    .statusCode(500)
                    .contentType("text/plain")
                    .body(equalTo("Internal Server Error"));
        } finally {
            root.removeHandler(log);
        }
        assertThat(log.records).hasSize(1);
        LogRecord only = log.records.getFirst();
        assertThat(only.getMessage())
                .startsWith("GET /test/failing/" + how + " failed: ")
                .hasSizeLessThan(4_001);
        assertThat(only).isInstanceOfSatisfying(ExtLogRecord.class, line -> assertThat(line.getMdcCopy())
                .containsEntry("system_id", how));
        assertThat(only.getThrown()).as("no stack trace").isNull();
    }

    private static final class Recorder extends Handler {
        private final List<LogRecord> records = new CopyOnWriteArrayList<>();

        @Override
        public void publish(@Nullable LogRecord message) {
            if (message != null && String.valueOf(message.getMessage()).contains("/test/failing/")) {
                // its fields are the thread's until they are asked for
                ((ExtLogRecord) message).copyMdc();
                records.add(message);
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
