package dev.muster.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.muster.local.ChildCommand.Signal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class SupervisedTest {
    @TempDir
    Path directory;

    private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

    /// A shell that says when it is ready and then waits.
    private record Shell(ChildProcess process) implements LocalService {
        @Override
        public String address() {
            return "nowhere";
        }

        @Override
        public void close() {
            process.stop(Signal.TERM, Duration.ofSeconds(5));
        }
    }

    private Shell shell(String script) throws IOException, InterruptedException {
        ChildProcess process = ChildProcess.start(
                new ChildCommand(
                        "region",
                        List.of(),
                        List.of("sh", "-c", script),
                        Signal.KILL,
                        Map.of("SECRET", "in the environment"),
                        directory.resolve("shell.log")),
                "ready"::equals);
        process.awaitReady(Duration.ofSeconds(20));
        return new Shell(process);
    }

    private String nextTold() throws InterruptedException {
        String line = told.poll(30, TimeUnit.SECONDS);
        assertThat(line).as("a line of progress").isNotNull();
        return line;
    }

    @Test
    void oneThatCannotBeClosedLeavesNoOtherRunning() throws Exception {
        var kafka =
                new Supervised(ServiceName.KAFKA, () -> new Stubborn(shell("echo ready; exec sleep 600")), told::add);
        var postgres = new Supervised(ServiceName.POSTGRES, () -> shell("echo ready; exec sleep 600"), told::add);
        kafka.start();
        postgres.start();
        assertThatThrownBy(() -> Supervised.closeAll(List.of(kafka, postgres)))
                .isInstanceOf(IOException.class)
                .hasMessage("its lock cannot be closed");
        assertThat(postgres.running()).isEmpty();
        Supervised.closeAll(List.of(kafka, postgres));
    }

    /// Ends, and then fails.
    private record Stubborn(Shell shell) implements LocalService {
        @Override
        public ChildProcess process() {
            return shell.process();
        }

        @Override
        public String address() {
            return shell.address();
        }

        @Override
        public void close() throws IOException {
            shell.close();
            throw new IOException("its lock cannot be closed");
        }
    }

    @Test
    void killedServerIsStartedAgain() throws Exception {
        try (Supervised region =
                new Supervised(ServiceName.REGION, () -> shell("echo ready; exec sleep 600"), told::add)) {
            region.start();
            assertThat(nextTold()).matches("region ready in \\d+\\.\\d s on nowhere");
            ProcessHandle first = ProcessHandle.of(pid(region)).orElseThrow();
            first.destroyForcibly();

            assertThat(nextTold()).startsWith("region ended with 137; starts again in 1 s");
            assertThat(nextTold()).startsWith("region ready");
            assertThat(pid(region)).isNotEqualTo(first.pid());
        }
    }

    @Test
    void closedServerStaysEnded() throws Exception {
        Supervised region = new Supervised(ServiceName.REGION, () -> shell("echo ready; exec sleep 600"), told::add);
        region.start();
        ProcessHandle child = ProcessHandle.of(pid(region)).orElseThrow();

        region.close();

        assertThat(child.isAlive()).isFalse();
        assertThat(region.running()).isEmpty();
        assertThat(told).hasSize(1);
    }

    @Test
    void failedFirstStartTellsTheLastLinesOfTheLog() {
        Supervised region =
                new Supervised(ServiceName.REGION, () -> shell("echo the port is taken; exit 3"), told::add);
        assertThatThrownBy(region::start)
                .hasMessageContaining("region ended with 3 before it was ready")
                .hasMessageContaining("the port is taken");
    }

    private static long pid(Supervised service) {
        return service.running().orElseThrow().process().pid();
    }
}
