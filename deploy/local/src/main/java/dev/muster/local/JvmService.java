package dev.muster.local;

import dev.muster.local.ChildCommand.Signal;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// The region or the cluster as a child JVM, ready when its health page says so.
final class JvmService implements LocalService {
    /// A crowded machine is slow, not broken; who ends early is told at once.
    private static final Duration START = Duration.ofMinutes(5);
    private static final Duration STOP = Duration.ofSeconds(15);

    /// @param options of the JVM
    record Plan(
            ServiceName name,
            LocalStackConfig config,
            String module,
            List<String> options,
            int port,
            Map<String, String> environment) {
        /// Without the environment: there are passwords in it.
        @Override
        public String toString() {
            return "Plan[name=" + name + ", options=" + options + ", port=" + port + "]";
        }

        URI health() {
            return URI.create("http://127.0.0.1:" + port + "/q/health/ready");
        }

        ChildCommand command() {
            List<String> words = new ArrayList<>();
            words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            words.addAll(options);
            words.addAll(List.of("-jar", config.runner(module).toString()));
            return new ChildCommand(name.title(), config.prefix(), words, Signal.KILL, environment, config.log(name));
        }
    }

    private final ChildProcess process;
    private final int port;

    private JvmService(ChildProcess process, int port) {
        this.process = process;
        this.port = port;
    }

    static JvmService start(Plan plan) throws IOException, InterruptedException {
        ChildProcess process = ChildProcess.start(plan.command(), line -> false);
        try {
            awaitHealth(plan, process);
        } catch (IOException | InterruptedException | RuntimeException e) {
            process.stop(Signal.KILL, STOP);
            throw e;
        }
        return new JvmService(process, plan.port());
    }

    private static void awaitHealth(Plan plan, ChildProcess process) throws IOException, InterruptedException {
        Curl curl = new Curl(plan.config().prefix());
        long deadline = System.nanoTime() + START.toNanos();
        while (curl.get(plan.health()).isEmpty()) {
            if (!process.isAlive() || System.nanoTime() - deadline > 0) {
                throw process.notReady(START);
            }
            Thread.sleep(100);
        }
    }

    @Override
    public ChildProcess process() {
        return process;
    }

    @Override
    public String address() {
        return "port " + port;
    }

    @Override
    public void close() {
        process.stop(Signal.TERM, STOP);
    }
}
