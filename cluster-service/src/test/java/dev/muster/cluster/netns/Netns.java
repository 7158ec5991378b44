package dev.muster.cluster.netns;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Two network namespaces with a cable between them: `srv0` in one, `cli0` in the other. No way out.
public final class Netns implements AutoCloseable {
    public static final String SERVER_INTERFACE = "srv0";
    public static final String CLIENT_INTERFACE = "cli0";

    /// On the client's side, once there is a third party.
    public static final String CLIENT_BRIDGE = "net0";
    public static final String OTHER_INTERFACE = "oth0";

    private final String server;
    private final String client;
    private final String other;

    private Netns(String prefix) {
        this.server = prefix + "-s";
        this.client = prefix + "-c";
        this.other = prefix + "-o";
    }

    /// Makes both, with the interfaces up.
    ///
    /// @param serverAddress with prefix length, for the server's end
    public static Netns create(String prefix, String serverAddress) throws IOException {
        var netns = new Netns(prefix);
        try {
            run("ip", "netns", "add", netns.server);
            run("ip", "netns", "add", netns.client);
            run(("ip link add " + SERVER_INTERFACE + " netns " + netns.server + " type veth peer name "
                            + CLIENT_INTERFACE + " netns " + netns.client)
                    .split(" "));
            run("ip", "-n", netns.server, "address", "add", serverAddress, "dev", SERVER_INTERFACE);
            for (var link : List.of("lo", SERVER_INTERFACE)) {
                run("ip", "-n", netns.server, "link", "set", link, "up");
            }
            for (var link : List.of("lo", CLIENT_INTERFACE)) {
                run("ip", "-n", netns.client, "link", "set", link, "up");
            }
            return netns;
        } catch (IOException e) {
            netns.close();
            throw e;
        }
    }

    /// Adds a third namespace to the same network, with `oth0` in it; the client's end is a bridge from then on.
    ///
    /// @param address with prefix length, for the third party
    public void plugInAnother(String address) throws IOException {
        run("ip", "netns", "add", other);
        run(("ip link add " + OTHER_INTERFACE + " netns " + other + " type veth peer name oth1 netns " + client)
                .split(" "));
        run("ip", "-n", other, "address", "add", address, "dev", OTHER_INTERFACE);
        run("ip", "-n", other, "link", "set", OTHER_INTERFACE, "up");
        run(("ip -n " + client + " link add " + CLIENT_BRIDGE + " type bridge forward_delay 0").split(" "));
        for (var port : List.of(CLIENT_INTERFACE, "oth1")) {
            run("ip", "-n", client, "link", "set", port, "master", CLIENT_BRIDGE);
            run("ip", "-n", client, "link", "set", port, "up");
        }
        run("ip", "-n", client, "link", "set", CLIENT_BRIDGE, "up");
    }

    /// Takes the cable away, both ends of it, and puts a new one in its place.
    public void replaceCable(String serverAddress) throws IOException {
        run("ip", "-n", server, "link", "delete", SERVER_INTERFACE);
        run(("ip link add " + SERVER_INTERFACE + " netns " + server + " type veth peer name " + CLIENT_INTERFACE
                        + " netns " + client)
                .split(" "));
        run("ip", "-n", server, "address", "add", serverAddress, "dev", SERVER_INTERFACE);
        run("ip", "-n", server, "link", "set", SERVER_INTERFACE, "up");
        run("ip", "-n", client, "link", "set", CLIENT_INTERFACE, "up");
    }

    public Process startOnOther(File output, String... command) throws IOException {
        return start(other, output, command);
    }

    public Process startOnServer(File output, String... command) throws IOException {
        return start(server, output, command);
    }

    public Process startOnClient(File output, String... command) throws IOException {
        return start(client, output, command);
    }

    /// Waits for the command's end and gives its exit code; output goes to the test's own.
    public int onClient(String... command) throws IOException, InterruptedException {
        return waitFor(client, command);
    }

    private static int waitFor(String namespace, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(inside(namespace, command)).inheritIO().start();
        if (!process.waitFor(60, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new IOException("still running after a minute: " + String.join(" ", command));
        }
        return process.exitValue();
    }

    /// As [#onClient].
    public int onServer(String... command) throws IOException, InterruptedException {
        return waitFor(server, command);
    }

    @Override
    public void close() throws IOException {
        for (var name : List.of(server, client, other)) {
            if (new File("/run/netns", name).exists()) {
                run("ip", "netns", "delete", name);
            }
        }
    }

    private static Process start(String namespace, File output, String... command) throws IOException {
        return new ProcessBuilder(inside(namespace, command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output))
                .start();
    }

    private static List<String> inside(String namespace, String... command) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", namespace));
        all.addAll(List.of(command));
        return all;
    }

    private static void run(String... command) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        try {
            if (process.waitFor() != 0) {
                throw new IOException(String.join(" ", command) + ": " + said.strip());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
