package dev.muster.cluster.dhcp.server;

import java.io.IOException;
import java.net.NetworkInterface;

/// Finds a network interface by its name.
final class Interfaces {
    private Interfaces() {}

    static NetworkInterface named(String name) throws IOException {
        var found = NetworkInterface.getByName(name);
        if (found == null) {
            throw new IOException("no network interface '" + name + "'");
        }
        return found;
    }
}
