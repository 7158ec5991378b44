package dev.muster.local;

import dev.muster.local.LocalStackConfig.Ports;
import dev.muster.local.LocalStackConfig.ProxyListener;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The launcher of everything on one machine, in the foreground; `deploy/muster up` starts it as a daemon.
///
/// In `<data>/run` it keeps `muster.pid`, `services`: a line `name pid address` for each server, and `trouble`: what an
/// operator has to see to, while there is something.
@Command(
        name = "muster-local",
        mixinStandardHelpOptions = true,
        description = "Runs PostgreSQL, Kafka, one region and one cluster on this machine until it is told to end.")
public final class MusterLocal implements Callable<Integer> {
    /// The line after the last one of a good start.
    static final String READY = "Muster is ready";

    private static final int INTERRUPTED = 130;

    @Option(names = "--checkout", required = true, description = "the built source tree")
    private Path checkout = Path.of("");

    @Option(names = "--data", required = true, description = "what must survive a restart")
    private Path data = Path.of("");

    @Option(names = "--images", required = true, description = "the snapshots that machines boot from")
    private Path images = Path.of("");

    @ArgGroup(exclusive = false, multiplicity = "1..*", heading = "What the cluster serves, once for each interface:%n")
    private List<RackSubnet> subnets = new ArrayList<>();

    @Option(
            names = "--api-host",
            defaultValue = "127.0.0.1",
            description = "the address that users reach (default: ${DEFAULT-VALUE})")
    private String apiHost = "";

    @Option(
            names = "--proxy",
            description = "an apt proxy on ADDRESS for the clients in SUBNET",
            paramLabel = "ADDRESS=SUBNET")
    private Map<String, String> proxies = Map.of();

    @Option(
            names = "--archives",
            split = ",",
            defaultValue = Archives.PUBLIC,
            description = "from where the apt proxy may fetch: 'public' for any public address, host names,"
                    + " addresses, networks (default: ${DEFAULT-VALUE})",
            paramLabel = "ARCHIVE")
    private List<String> archives = List.of();

    @Option(names = "--region-port", defaultValue = "5240")
    private int regionPort;

    @Option(names = "--cluster-port", defaultValue = "5248")
    private int clusterPort;

    @Option(names = "--postgres-port", defaultValue = "5245")
    private int postgresPort;

    @Option(names = "--kafka-port", defaultValue = "5246", description = "and the port after it")
    private int kafkaPort;

    @Option(names = "--daemon", description = "say nothing more on standard output once all is ready")
    private boolean daemon;

    public static void main(String[] arguments) {
        System.exit(new CommandLine(new MusterLocal()).execute(arguments));
    }

    @Override
    public Integer call() {
        try {
            Path run = Files.createDirectories(data.resolve("run"));
            // kept until this JVM ends
            DirectoryLock.of(run);
            launch(run, LogFile.at(data.resolve("logs/launcher.log")));
            return 0;
        } catch (InterruptedException e) {
            return INTERRUPTED;
        } catch (IOException | IllegalArgumentException | IllegalStateException e) {
            System.err.println("muster: " + e.getMessage());
            return 1;
        }
    }

    private void launch(Path run, LogFile log) throws IOException, InterruptedException {
        Journal journal = new Journal(run, log, daemon);
        LocalStack stack = new LocalStack(config(), journal::tell);
        journal.follow(stack);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end(stack, journal), "shutdown"));
        stack.start();
        journal.tell(READY + ": " + stack.apiUrl() + "/");
        Thread.currentThread().join();
    }

    private static void end(LocalStack stack, Journal journal) {
        try {
            journal.tell("stopping");
            stack.close();
            journal.tell("stopped");
            journal.close();
        } catch (IOException e) {
            System.err.println("muster: " + e.getMessage());
        }
    }

    private LocalStackConfig config() {
        return LocalStackConfig.of(checkout, data, images)
                .withSubnets(RackSubnet.environment(subnets))
                .withApiHost(apiHost)
                .withArchives(archives)
                .withPorts(new Ports(regionPort, clusterPort, postgresPort, kafkaPort))
                .withProxy(proxies.entrySet().stream()
                        .map(proxy -> new ProxyListener(proxy.getKey(), proxy.getValue()))
                        .toList());
    }
}
