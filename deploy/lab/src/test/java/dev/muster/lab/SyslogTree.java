package dev.muster.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/// What the machines of a rack have logged: the cluster's files, one per host and day.
///
/// @param folder with a folder for each host
record SyslogTree(Path folder) {
    static SyslogTree of(SharedRack rack) {
        return new SyslogTree(rack.stack().data().resolve("cluster/logs"));
    }

    /// All of it.
    String text() throws IOException {
        return text(folder);
    }

    /// The lines of one host; empty while it has said nothing.
    String text(String host) throws IOException {
        return text(folder.resolve(host));
    }

    private static String text(Path below) throws IOException {
        if (Files.notExists(below)) {
            return "";
        }
        var text = new StringBuilder();
        try (var files = Files.walk(below)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                text.append(Files.readString(file));
            }
        }
        return text.toString();
    }
}
