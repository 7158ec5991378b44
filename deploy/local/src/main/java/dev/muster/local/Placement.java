package dev.muster.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.List;

/// Where a local server runs.
///
/// @param directory its data; made when missing; one server at a time
/// @param host the address that it listens on
/// @param port 0 for any free one
/// @param log the file that takes its output
/// @param prefix words put before its command, such as `ip netns exec NAME`
public record Placement(Path directory, String host, int port, Path log, List<String> prefix) {
    public Placement {
        prefix = List.copyOf(prefix);
    }

    /// On the loopback address and a free port, with its log beside its data.
    public static Placement in(Path directory) {
        return new Placement(directory, "127.0.0.1", 0, directory.resolve("server.log"), List.of());
    }

    public Placement withHost(String other) {
        return new Placement(directory, other, port, log, prefix);
    }

    public Placement withPort(int other) {
        return new Placement(directory, host, other, log, prefix);
    }

    public Placement withLog(Path other) {
        return new Placement(directory, host, port, other, prefix);
    }

    public Placement withPrefix(List<String> other) {
        return new Placement(directory, host, port, log, other);
    }

    /// The given port, or one that is free now.
    int chosenPort() {
        return port != 0 ? port : freePort(host);
    }

    /// A TCP port that is free now.
    public static int freePort(String host) {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName(host))) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException("no free port on " + host, e);
        }
    }
}
