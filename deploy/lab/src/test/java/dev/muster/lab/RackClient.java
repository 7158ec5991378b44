package dev.muster.lab;

import dev.muster.model.node.MacAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A host of the rack without a virtual machine: a namespace with one interface on the bridge, for real client
/// programs.
final class RackClient implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    private final NetworkNamespace namespace;
    private final Path folder;

    private RackClient(NetworkNamespace namespace, Path folder) {
        this.namespace = namespace;
        this.folder = folder;
    }

    static RackClient plugIn(RackNetwork network, String name, MacAddress mac) throws IOException {
        var namespace =
                NetworkNamespace.create("muster-" + ProcessHandle.current().pid() + "-" + name);
        var nodes = network.nodes();
        nodes.ip("link", "add", "p-" + name, "type", "veth", "peer", "name", "eth0", "netns", namespace.name());
        nodes.ip("link", "set", "p-" + name, "master", "br0", "up");
        namespace.ip("link", "set", "eth0", "address", mac.value(), "up");
        nodes.command("ethtool", "-K", "p-" + name, "tx", "off").succeed();
        namespace.command("ethtool", "-K", "eth0", "tx", "off").succeed();
        return new RackClient(namespace, Files.createTempDirectory("muster-client-"));
    }

    /// Gets a lease with busybox's or Debian's udhcpc and configures the interface with it.
    ///
    /// @param options further arguments, such as a client id
    /// @return the variables that udhcpc gives its script: `ip`, `siaddr`, `boot_file`, …
    Map<String, String> udhcpc(String... options) throws IOException {
        Path answers = folder.resolve("answers");
        Path script = folder.resolve("script");
        Files.deleteIfExists(answers);
        Files.writeString(script, """
                #!/bin/sh
                [ "$1" = bound ] || exit 0
                env >%s
                ip address flush dev "$interface"
                ip address add "$ip/$mask" dev "$interface"
                """.formatted(answers));
        script.toFile().setExecutable(true);
        var words = new ArrayList<>(List.of(
                "udhcpc",
                "-f",
                "-q",
                "-n",
                "-t",
                "5",
                "-T",
                "2",
                "-i",
                "eth0",
                "-s",
                script.toString(),
                "-O",
                "bootfile",
                "-O",
                "tftp"));
        words.addAll(List.of(options));
        run(words.toArray(String[]::new)).succeedWith("udhcpc");
        var variables = new HashMap<String, String>();
        for (String line : Files.readAllLines(answers)) {
            int equals = line.indexOf('=');
            if (equals > 0) {
                variables.put(line.substring(0, equals), line.substring(equals + 1));
            }
        }
        return variables;
    }

    /// Runs a program on this host, to its end.
    Ran run(String... words) {
        var command = Command.of(namespace.exec(List.of(words)).toArray(String[]::new))
                .within(LIMIT);
        return new Ran(command.run());
    }

    Path folder() {
        return folder;
    }

    @Override
    public void close() {
        namespace.close();
        Command.of("rm", "-rf", folder.toString()).run();
    }

    /// How a program ended.
    record Ran(Command.Result result) {
        String succeedWith(String what) {
            if (result.code() != 0) {
                throw new AssertionError(what + " ended with " + result.code() + ":\n" + result.output());
            }
            return result.output();
        }

        boolean failed() {
            return result.code() != 0;
        }
    }
}
