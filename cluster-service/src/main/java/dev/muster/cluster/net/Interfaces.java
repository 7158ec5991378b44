package dev.muster.cluster.net;

import java.io.IOException;
import java.net.NetworkInterface;

/// Finds a network interface by its name.
public final class Interfaces {
    private Interfaces() {}

    /// The kernel's number of an interface; another one after it was deleted and made anew.
    ///
    /// @throws IOException if there is none of this name
    public static int indexOf(String name) throws IOException {
        return named(name).getIndex();
    }

    public static NetworkInterface named(String name) throws IOException {
        var found = NetworkInterface.getByName(name);
        if (found == null) {
            throw new IOException("no network interface '" + name + "'");
        }
        return found;
    }
}
