package dev.muster.lab;

import com.fasterxml.jackson.databind.JsonNode;
import dev.muster.model.node.MacAddress;
import dev.muster.model.node.NodeStatus;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/// The life of a machine with a BMC and an empty disk, led as an operator leads it: over the API, and with no hand on
/// the machine but the first press of its button.
public final class LifeStory {
    /// What the installed system has in a file when it has run the user-data that it was started with.
    static final String USER_DATA_RAN = "the operator's user-data has run";

    static final String USER_DATA_FILE = "/var/lib/user-data-ran";

    private static final String USER_DATA = """
            #cloud-config
            write_files:
              - path: %s
                content: "%s"
            """.formatted(USER_DATA_FILE, USER_DATA_RAN);

    /// The user that Debian's cloud-init makes.
    private static final String USER = "debian";
    private static final List<String> SSH_OPTIONS = List.of(
            "StrictHostKeyChecking=no",
            "UserKnownHostsFile=/dev/null",
            "LogLevel=ERROR",
            "BatchMode=yes",
            "ConnectTimeout=20");

    /// How ssh ends when it is ssh that failed, and not the command.
    private static final int NO_LOGIN = 255;

    private static final Duration LOOK_AGAIN = Duration.ofMillis(200);

    private final Stack stack;
    private final RackNetwork network;
    private final Bmc bmc;
    private final MacAddress mac;
    private final Limits limits;
    private final Consumer<String> say;

    /// How long each part may take.
    public record Limits(Duration enlistment, Duration commissioning, Duration deployment, Duration release) {
        /// For a machine that does other things as well.
        public static Limits each(Duration limit) {
            return new Limits(limit, limit, limit, limit);
        }
    }

    /// @param say takes a line for each thing that is done, and what came of it
    public LifeStory(Stack stack, RackNetwork network, Bmc bmc, MacAddress mac, Limits limits, Consumer<String> say) {
        this.stack = stack;
        this.network = network;
        this.bmc = bmc;
        this.mac = mac;
        this.limits = limits;
        this.say = say;
    }

    /// The button is pressed once; the machine makes itself known and switches itself off.
    public ManagedNode enlist() throws IOException, InterruptedException {
        tell("The button is pressed: a machine with an empty disk and a BMC at " + Bmc.ADDRESS);
        bmc.powerOn();
        try (var timeline = Timeline.follow(stack.api(), mac.value(), _ -> {})) {
            if (!timeline.await(events -> ExpectedStep.firstMissing(events).isEmpty(), limits.enlistment())) {
                throw new IOException("not enlisted; first missing step: "
                        + ExpectedStep.firstMissing(timeline.events())
                                .map(ExpectedStep::label)
                                .orElse("none"));
            }
        }
        awaitOff(limits.enlistment());
        var node = ManagedNode.of(stack.api(), mac);
        node.powerBy(bmc);
        tell("Enlisted as " + node.read().path("hostname").asText() + "; it knows its BMC.");
        return node;
    }

    /// Accepted: the BMC switches the machine on, and it is looked at.
    public void commission(ManagedNode node) throws IOException, InterruptedException {
        var begin = Instant.now();
        node.accept();
        node.await(NodeStatus.READY, limits.commissioning());
        JsonNode found = node.read();
        tell("Commissioned in %s: %d processors, %d MiB of memory, %d MB of disk, switches %s, tags %s"
                .formatted(
                        since(begin),
                        found.path("cpu_count").asInt(),
                        found.path("memory").asInt(),
                        found.path("storage").asLong(),
                        found.path("routers"),
                        found.path("tag_names")));
        for (JsonNode result : node.results()) {
            if (result.path("name").asText().endsWith(".out")) {
                say.accept("  script result " + result.path("name").asText() + ", exit "
                        + result.path("script_result").asInt());
            }
        }
    }

    /// Acquired and started: the machine installs to its own disk and boots from it.
    ///
    /// @param sshKey the operator's public key
    public void deploy(ManagedNode node, String sshKey) throws IOException, InterruptedException {
        var api = stack.api();
        api.post("account/prefs/sshkeys/?op=new", "key", sshKey);
        node.acquire();
        var begin = Instant.now();
        node.start(USER_DATA);
        node.await(NodeStatus.DEPLOYED, limits.deployment());
        tell("Deployed in " + since(begin) + ", from power-on to the installed system.");
    }

    /// Logs into the installed system from the rack, with the operator's key.
    ///
    /// @param command what to run there
    /// @return what it printed
    public String ssh(ManagedNode node, Path privateKey, String command) throws IOException, InterruptedException {
        String address = node.read().path("ip_addresses").path(0).asText();
        var words = new ArrayList<>(List.of("ssh", "-i", privateKey.toString()));
        for (String option : SSH_OPTIONS) {
            words.addAll(List.of("-o", option));
        }
        words.addAll(List.of(USER + "@" + address, command));
        var login = network.rack().command(words.toArray(String[]::new)).within(limits.deployment());
        long end = System.nanoTime() + limits.deployment().toNanos();
        var result = login.run();
        while (result.code() == NO_LOGIN && System.nanoTime() < end) {
            // it asked for its user-data a moment ago: its SSH server is still to start, its key to be written
            Thread.sleep(LOOK_AGAIN.multipliedBy(10));
            result = login.run();
        }
        if (result.code() != 0) {
            throw new IOException("ssh to " + address + " ended with " + result.code() + ": "
                    + result.output().strip());
        }
        return result.output();
    }

    /// Given back: switched off and, where asked for, wiped.
    public void release(ManagedNode node, boolean erase) throws IOException, InterruptedException {
        var begin = Instant.now();
        node.release(erase);
        node.await(NodeStatus.READY, limits.release());
        awaitOff(limits.release());
        tell("Released " + (erase ? "and wiped " : "") + "in " + since(begin) + "; Ready, and switched off.");
    }

    private void awaitOff(Duration limit) throws IOException, InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (bmc.isOn()) {
            if (System.nanoTime() > end) {
                throw new IOException("the machine is still on after " + limit.toSeconds() + " s");
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    /// Makes a disk with nothing on it.
    ///
    /// @param bytes its size; it takes room only where it is written
    static Path emptyDisk(Path file, long bytes) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        try (var disk = new RandomAccessFile(file.toFile(), "rw")) {
            disk.setLength(0);
            disk.setLength(bytes);
        }
        return file;
    }

    /// Makes a key pair for the operator.
    ///
    /// @return the file of the private key; the public one is beside it, with `.pub`
    static Path sshKey(Path folder) throws IOException {
        Path key = folder.resolve("operator-key");
        Files.createDirectories(folder);
        Files.deleteIfExists(key);
        Command.of("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "operator", "-f", key.toString())
                .succeed();
        return key;
    }

    private void tell(String line) {
        say.accept("");
        say.accept(line);
    }

    private static String since(Instant begin) {
        return String.format(
                Locale.ROOT, "%.1f s", Duration.between(begin, Instant.now()).toMillis() / 1000.0);
    }
}
