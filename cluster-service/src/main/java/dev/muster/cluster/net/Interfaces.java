package dev.muster.cluster.net;

import java.io.IOException;
import java.net.NetworkInterface;
import java.nio.file.Files;
import java.nio.file.Path;

/// Finds a network interface by its name.
public final class Interfaces {
    private Interfaces() {}

    /// The kernel's number of an interface; another one after it was deleted and made anew.
    ///
    /// @throws IOException if there is none of this name
    public static int indexOf(String name) throws IOException {
        return named(name).getIndex();
    }

    /// Whether stations on it have addresses of six octets, as on Ethernet; IPoIB has 20.
    public static boolean hasMacs(String name) {
        return hasMacs(Path.of("/sys/class/net"), name);
    }

    /// Said of an interface of which the kernel says nothing, too.
    static boolean hasMacs(Path folder, String name) {
        try {
            return Files.readString(folder.resolve(name).resolve("addr_len"))
                    .strip()
                    .equals("6");
        } catch (IOException _) {
            return true;
        }
    }

    public static NetworkInterface named(String name) throws IOException {
        var found = NetworkInterface.getByName(name);
        if (found == null) {
            throw new IOException("no network interface '" + name + "'");
        }
        return found;
    }
}
