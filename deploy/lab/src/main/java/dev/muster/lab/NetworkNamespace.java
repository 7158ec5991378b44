package dev.muster.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// A network namespace that this process made, by the name that `ip netns` knows.
public record NetworkNamespace(String name) implements AutoCloseable {
    private static final Path FOLDER = Path.of("/run/netns");

    /// Makes the namespace and raises its loopback.
    public static NetworkNamespace create(String name) {
        Command.of("ip", "netns", "add", name).succeed();
        var namespace = new NetworkNamespace(name);
        namespace.ip("link", "set", "lo", "up");
        return namespace;
    }

    /// Removes the namespaces with this prefix whose maker, the process id behind the prefix, is no more.
    public static void removeStale(String prefix) throws IOException {
        if (!Files.isDirectory(FOLDER)) {
            return;
        }
        try (var files = Files.list(FOLDER)) {
            files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(prefix) && !makerLives(name.substring(prefix.length())))
                    .forEach(name -> new NetworkNamespace(name).close());
        }
    }

    private static boolean makerLives(String rest) {
        String digits = rest.replaceFirst("\\D.*", "");
        return !digits.isEmpty() && ProcessHandle.of(Long.parseLong(digits)).isPresent();
    }

    /// The words that run a command in this namespace.
    public List<String> exec(List<String> words) {
        var all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(words);
        return all;
    }

    public Command command(String... words) {
        return Command.of(exec(List.of(words)).toArray(String[]::new));
    }

    /// Runs `ip` on this namespace.
    public void ip(String... words) {
        var all = new ArrayList<>(List.of("ip", "-n", name));
        all.addAll(List.of(words));
        Command.of(all.toArray(String[]::new)).succeed();
    }

    Path file() {
        return FOLDER.resolve(name);
    }

    @Override
    public void close() {
        Command.of("ip", "netns", "del", name).run();
    }
}
