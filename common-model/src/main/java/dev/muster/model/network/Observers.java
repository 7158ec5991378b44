package dev.muster.model.network;

import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/// Who may look at a service's health, metrics and OpenAPI: this machine, and those in the networks that are named.
/// Everybody else in a rack sees nothing of what goes on in it.
public final class Observers {
    private final IpNetworks networks;
    private final Predicate<InetAddress> ours;

    private Observers(IpNetworks networks, Predicate<InetAddress> ours) {
        this.networks = networks;
        this.ours = ours;
    }

    /// @param setting its name
    /// @param text networks with commas between them; may be empty
    /// @throws IllegalArgumentException naming the setting
    public static Observers of(String setting, String text) {
        return of(setting, text, Observers::isOurs);
    }

    /// @param ours the addresses of this machine
    public static Observers of(String setting, String text, Predicate<InetAddress> ours) {
        try {
            return new Observers(IpNetworks.parse(text), ours);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(setting + ": " + e.getMessage(), e);
        }
    }

    /// @param address as text, a zone behind it does not count; null where there is none
    public boolean admit(@Nullable String address) {
        if (address == null) {
            return false;
        }
        int zone = address.indexOf('%');
        try {
            InetAddress caller = InetAddress.ofLiteral(zone < 0 ? address : address.substring(0, zone));
            return ours.test(caller) || networks.contains(caller);
        } catch (IllegalArgumentException noAddress) {
            return false;
        }
    }

    private static boolean isOurs(InetAddress address) {
        try {
            return address.isLoopbackAddress() || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }
}
