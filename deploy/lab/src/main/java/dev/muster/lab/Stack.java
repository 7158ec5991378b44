package dev.muster.lab;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// All services of one rack, started by the one-machine launcher inside the rack's namespace.
public final class Stack implements AutoCloseable {
    private static final int REGION_PORT = 5240;
    private static final String READY = "Muster is ready";

    /// @param checkout folder of the project, built
    /// @param data folder of everything that the services keep
    /// @param images folder of image snapshots
    /// @param settings of the services, as environment
    /// @param subnet what the cluster serves, as options of the launcher
    public record Plan(Path checkout, Path data, Path images, Map<String, String> settings, List<String> subnet) {
        private static final List<String> USUAL =
                List.of("--interface", RackNetwork.INTERFACE, "--range", RackNetwork.RANGE);

        public Plan {
            settings = Map.copyOf(settings);
            subnet = List.copyOf(subnet);
        }

        /// The cluster gives the addresses of the rack.
        public Plan(Path checkout, Path data, Path images, Map<String, String> settings) {
            this(checkout, data, images, settings, USUAL);
        }
    }

    private final Process launcher;
    private final ApiRelay relay;
    private final Path data;

    private Stack(Process launcher, ApiRelay relay, Path data) {
        this.launcher = launcher;
        this.relay = relay;
        this.data = data;
    }

    /// Starts the services and waits until they are ready. Call it from a thread that outlives the stack.
    ///
    /// @param apiPort wanted port of the API on 127.0.0.1
    /// @param progress takes the launcher's lines
    public static Stack start(RackNetwork network, Plan plan, int apiPort, Consumer<String> progress)
            throws IOException {
        var words = new ArrayList<>(List.of("setpriv", "--pdeathsig", "TERM"));
        words.addAll(network.rack().exec(launcherWords(plan)));
        var process = launcher(words, plan.settings()).start();
        try {
            awaitReady(process, progress);
            var region = new InetSocketAddress(InetAddress.getLoopbackAddress(), REGION_PORT);
            return new Stack(process, ApiRelay.open(apiPort, network.rack(), region), plan.data());
        } catch (IOException | RuntimeException e) {
            stop(process);
            throw e;
        }
    }

    private static ProcessBuilder launcher(List<String> words, Map<String, String> settings) {
        var builder = new ProcessBuilder(words).redirectErrorStream(true);
        builder.environment().put("MUSTER_BOOT_KERNEL_OPTS", VirtualMachine.KERNEL_OPTIONS);
        builder.environment().putAll(settings);
        return builder;
    }

    private static List<String> launcherWords(Plan plan) {
        Path local = plan.checkout().resolve("deploy/local/target");
        var words = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "--enable-native-access=ALL-UNNAMED",
                "-Xmx128m",
                "-XX:+UseSerialGC",
                "-cp",
                local.resolve("classes") + ":" + local.resolve("lib") + "/*",
                "dev.muster.local.MusterLocal",
                "--checkout",
                plan.checkout().toString(),
                "--data",
                plan.data().toString(),
                "--images",
                plan.images().toString(),
                "--proxy",
                RackNetwork.SERVER + "=" + RackNetwork.SUBNET,
                "--archives",
                // the rack has no way out: what archive it has is on the server
                "public," + RackNetwork.SERVER));
        words.addAll(plan.subnet());
        return words;
    }

    private static void awaitReady(Process process, Consumer<String> progress) throws IOException {
        var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            progress.accept(line);
            if (line.contains(READY)) {
                Thread.ofVirtual().start(() -> tellOn(lines, progress));
                return;
            }
        }
        throw new IOException("the services did not start; what they said is above and in the data folder's logs");
    }

    private static void tellOn(BufferedReader lines, Consumer<String> progress) {
        try {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                progress.accept(line);
            }
        } catch (IOException end) {
            // the launcher was told to stop
        }
    }

    /// The services' processes, and what they started.
    public Stream<ProcessHandle> processes() {
        return launcher.descendants();
    }

    public Path data() {
        return data;
    }

    /// How the machine outside of the namespace reaches the API.
    public URI url() {
        return URI.create("http://127.0.0.1:" + relay.port() + "/MAAS");
    }

    public String apiKey() throws IOException {
        return Files.readString(data.resolve("secrets/api-key")).strip();
    }

    public RegionApi api() throws IOException {
        return new RegionApi(url(), apiKey());
    }

    @Override
    public void close() throws IOException {
        relay.close();
        stop(launcher);
    }

    private static void stop(Process process) {
        process.destroy();
        try {
            if (!process.waitFor(Duration.ofSeconds(30).toMillis(), TimeUnit.MILLISECONDS)) {
                process.destroyForcibly();
            }
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
        }
    }
}
