package dev.muster.region.boot;

import dev.muster.model.node.MacAddress;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a cluster asks for one machine, with MAAS 1.7's parameters.
///
/// @param local the cluster's address that the machine's request came to, as it stands in a URL
/// @param mac the machine, unless it asked for the default
/// @param arch as in `default-<arch>`; a machine that says it is not on the list yet
record PxeQuery(String local, Optional<MacAddress> mac, Optional<String> arch, Optional<UUID> cluster) {
    private static final Pattern IPV4 = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:]*:[0-9A-Fa-f:.]+");
    private static final Pattern WORD = Pattern.compile("[a-z0-9][a-z0-9_-]{0,31}");

    static PxeQuery of(@Nullable String local, @Nullable String mac, @Nullable String arch, @Nullable String cluster)
            throws InvalidPxeQueryException {
        return new PxeQuery(address(local), mac(mac), word("arch", arch), uuid(cluster));
    }

    /// It ends up in kernel command lines and URLs, so it is an address and nothing else.
    private static String address(@Nullable String local) throws InvalidPxeQueryException {
        if (local == null || local.isBlank()) {
            throw new InvalidPxeQueryException("No provided local!");
        }
        if (!IPV4.matcher(local).matches() && !IPV6.matcher(local).matches()) {
            throw new InvalidPxeQueryException("Invalid local: not an IP address");
        }
        return local;
    }

    private static Optional<MacAddress> mac(@Nullable String text) throws InvalidPxeQueryException {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        var mac = MacAddress.parse(text);
        if (mac.isEmpty()) {
            throw new InvalidPxeQueryException("Invalid mac: not a MAC address");
        }
        return mac;
    }

    private static Optional<String> word(String name, @Nullable String text) throws InvalidPxeQueryException {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (!WORD.matcher(text).matches()) {
            throw new InvalidPxeQueryException("Invalid " + name + ": not a name of small letters and digits");
        }
        return Optional.of(text);
    }

    private static Optional<UUID> uuid(@Nullable String text) throws InvalidPxeQueryException {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        try {
            return Optional.of(UUID.fromString(text));
        } catch (IllegalArgumentException e) {
            throw new InvalidPxeQueryException("Invalid cluster_uuid: not a UUID");
        }
    }
}
