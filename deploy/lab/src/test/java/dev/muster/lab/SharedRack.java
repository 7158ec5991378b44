package dev.muster.lab;

import dev.muster.testing.Requirements;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One rack with all services for all system tests of a run: starting them costs more than most tests.
final class SharedRack {
    private static final Path DEFAULT_IMAGES = Path.of("/var/cache/muster/images");

    private static @Nullable SharedRack rack;

    private final RackNetwork network;
    private final Stack stack;
    private final Path logs;
    private final Teardown teardown;

    private SharedRack(RackNetwork network, Stack stack, Path logs, Teardown teardown) {
        this.network = network;
        this.stack = stack;
        this.logs = logs;
        this.teardown = teardown;
    }

    /// The rack; started by the first caller, ended with the JVM. Machines have to prove at its iSCSI target who they
    /// are.
    static synchronized SharedRack get() throws IOException {
        if (rack == null) {
            rack = start("system", withSecrets(Firmware.BIOS.settings()));
        }
        return rack;
    }

    /// The settings, and that nobody reads a root disk without the secret of his boot.
    static Map<String, String> withSecrets(Map<String, String> settings) {
        var more = new HashMap<>(settings);
        more.put("MUSTER_CLUSTER_ISCSI_CHAP_REQUIRED", "true");
        return more;
    }

    private static void needs() {
        Requirements.needRoot();
        for (String tool : List.of("ip", "ethtool", "setpriv", "qemu-system-x86_64")) {
            Requirements.needTools(tool);
        }
        Requirements.need(
                Files.exists(checkout().resolve("region-service/target/quarkus-app/quarkus-run.jar"))
                        && Files.exists(checkout().resolve("cluster-service/target/quarkus-app/quarkus-run.jar")),
                "needs the packaged services: run the tests from the root of the project");
        Requirements.need(
                Files.exists(images().resolve("current")), "needs an ephemeral image: deploy/images/build-ephemeral");
    }

    /// A rack of its own, with settings of its own, which lives as long as the JVM too.
    static SharedRack start(String name, Map<String, String> settings) throws IOException {
        return start(name, data -> new Stack.Plan(checkout(), data, images(), settings));
    }

    /// [#start(String, Map)] with whatever else is to be said of the services.
    ///
    /// @param planned the plan for a folder of data
    static SharedRack start(String name, Function<Path, Stack.Plan> planned) throws IOException {
        needs();
        Path data = LabFolder.create("muster-it-");
        Path logs = Files.createDirectories(checkout().resolve("deploy/lab/target/" + name + "-test"));
        var network = RackNetwork.create();
        var teardown = new Teardown();
        Runtime.getRuntime().addShutdownHook(new Thread(teardown::close));
        try {
            teardown.add(() -> LabFolder.delete(data));
            teardown.add(() -> Command.of("cp", "-r", data.resolve("logs").toString(), logs.toString())
                    .run());
            teardown.add(network);
            var stack = Stack.start(network, planned.apply(data), 0, System.out::println);
            teardown.add(stack);
            return new SharedRack(network, stack, logs, teardown);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        } catch (IOException | RuntimeException e) {
            teardown.close();
            throw e;
        }
    }

    static Path checkout() {
        return Path.of(System.getProperty("muster.checkout", "../.."))
                .toAbsolutePath()
                .normalize();
    }

    static Path images() {
        return Path.of(System.getProperty("muster.images", DEFAULT_IMAGES.toString()));
    }

    /// Ends it before the JVM does.
    void close() {
        teardown.close();
    }

    RackNetwork network() {
        return network;
    }

    Stack stack() {
        return stack;
    }

    RegionApi api() throws IOException {
        return stack.api();
    }

    /// Where a machine's console goes, to be read when a test has failed.
    Path serialLog(String name) {
        return logs.resolve(name + ".log");
    }

    /// A folder for what a test keeps of a machine.
    Path folder(String name) {
        return logs.resolve(name);
    }

    /// The process of a service, found among the launcher's children.
    ProcessHandle service(String name) {
        return process(name + "/target/quarkus-app/quarkus-run.jar");
    }

    /// The launcher's child that has these words in its command line.
    ProcessHandle process(String words) {
        return stack.processes()
                .filter(process -> process.info()
                        .commandLine()
                        .filter(line -> line.contains(words))
                        .isPresent())
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("no process of " + words));
    }
}
