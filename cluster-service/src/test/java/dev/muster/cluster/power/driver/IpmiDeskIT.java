package dev.muster.cluster.power.driver;

import static org.assertj.core.api.Assertions.assertThat;

import dev.muster.cluster.Requirements;
import dev.muster.cluster.power.PowerDesk;
import dev.muster.cluster.power.PowerLimits;
import dev.muster.model.power.PowerAction;
import dev.muster.model.power.PowerCommand;
import dev.muster.model.power.PowerOrder;
import dev.muster.model.power.PowerResult;
import dev.muster.model.power.PowerState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Whole commands at OpenIPMI's BMC: what becomes of them, and that nobody on the machine gets to see the password.
class IpmiDeskIT {
    private static final PowerLimits LIMITS = new PowerLimits(
            Duration.ofSeconds(4),
            Duration.ofSeconds(4),
            List.of(Duration.ofMillis(100), Duration.ofMillis(400)),
            4,
            4);

    @TempDir
    Path folder;

    private final BlockingQueue<PowerResult> results = new LinkedBlockingQueue<>();
    private volatile Map<String, String> parameters = Map.of();
    private IpmiSim bmc;
    private PowerDesk desk;

    @BeforeEach
    void aBmc() throws Exception {
        Requirements.need(Files.exists(Path.of("/usr/bin/ipmi_sim")), "needs Debian's openipmi");
        Requirements.need(Files.exists(Path.of("/usr/bin/ipmitool")), "needs Debian's ipmitool");
        bmc = IpmiSim.start(folder);
        parameters = bmc.target(Map.of()).parameters();
        desk = new PowerDesk(
                PowerDrivers.of(mac -> Optional.empty(), List::of),
                command -> Optional.of(new PowerOrder(command, parameters, List.of(), false)),
                results::add,
                LIMITS,
                Clock.systemUTC());
    }

    @AfterEach
    void away() throws Exception {
        desk.close();
        bmc.close();
    }

    @Test
    void nobodySeesThePassword() throws Exception {
        var logged = new CopyOnWriteArrayList<String>();
        Handler log = recording(logged);
        Logger.getLogger("").addHandler(log);
        Set<String> commandLines = ConcurrentHashMap.newKeySet();
        Thread watch = Thread.ofPlatform().daemon().start(() -> watchCommandLines(commandLines));
        try {
            assertThat(run(PowerAction.ON).state()).isEqualTo(PowerState.ON);
            assertThat(run(PowerAction.QUERY).state()).isEqualTo(PowerState.ON);
            assertThat(run(PowerAction.OFF).state()).isEqualTo(PowerState.OFF);
            parameters = bmc.target(Map.of("power_user", "nobody")).parameters();
            PowerResult refused = run(PowerAction.ON);
            assertThat(refused.ok()).isFalse();
            assertThat(refused.toString()).doesNotContain(IpmiSim.PASSWORD);
        } finally {
            watch.interrupt();
            watch.join();
            Logger.getLogger("").removeHandler(log);
        }
        assertThat(commandLines).as("the tool was seen").anyMatch(line -> line.contains("ipmitool"));
        assertThat(commandLines).noneMatch(line -> line.contains(IpmiSim.PASSWORD));
        assertThat(logged).as("the log was seen").anyMatch(line -> line.contains("node-1"));
        assertThat(logged).noneMatch(line -> line.contains(IpmiSim.PASSWORD));
    }

    @Test
    void aBmcThatLiesIsFoundOut() throws Exception {
        bmc.lieThatItIsOff();
        PowerResult result = run(PowerAction.ON);
        assertThat(result.ok()).isFalse();
        assertThat(result.state()).isEqualTo(PowerState.OFF);
        assertThat(result.message()).contains("told to be switched on and is 'off'");
    }

    @Test
    void aSilentBmcIsGivenUp() throws Exception {
        try (var silent = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            parameters = bmc.target(Map.of("power_address", "127.0.0.1:" + silent.getLocalPort()))
                    .parameters();
            PowerResult result = run(PowerAction.ON);
            assertThat(result.ok()).isFalse();
            assertThat(result.state()).isEqualTo(PowerState.ERROR);
            assertThat(result.message()).contains("does not answer");
        }
    }

    private PowerResult run(PowerAction action) throws InterruptedException {
        var expires = Instant.now().plusSeconds(60);
        desk.take(new PowerCommand(UUID.randomUUID(), UUID.randomUUID(), "node-1", action, "ipmi", expires));
        PowerResult result = results.poll(60, TimeUnit.SECONDS);
        assertThat(result).isNotNull();
        return result;
    }

    private static void watchCommandLines(Set<String> seen) {
        while (!Thread.currentThread().isInterrupted()) {
            try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
                processes
                        .map(process -> process.resolve("cmdline"))
                        .filter(Files::isReadable)
                        .forEach(file -> read(file, seen));
            } catch (IOException | UncheckedIOException gone) {
                // a process that has ended
            }
        }
    }

    private static void read(Path file, Set<String> seen) {
        try {
            seen.add(Files.readString(file).replace('\0', ' '));
        } catch (IOException gone) {
            // it has ended
        }
    }

    private static Handler recording(List<String> lines) {
        return new Handler() {
            @Override
            public void publish(LogRecord line) {
                lines.add(line.getMessage() + " " + Arrays.toString(line.getParameters()) + " " + line.getThrown());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
    }
}
