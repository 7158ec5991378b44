package dev.muster.region.node;

import dev.muster.model.node.MacAddress;
import io.quarkus.runtime.Startup;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// By which MAC addresses a machine can be known: one card's, and no other machine's. Asked wherever an address comes
/// in.
@ApplicationScoped
@Startup
public class MacRules {
    private static final Pattern PREFIX = Pattern.compile("[0-9a-f]{2}(:[0-9a-f]{2}){0,5}");

    /// Normalised addresses, or beginnings of them.
    private final List<String> shared;

    MacRules(MacSettings settings) {
        shared = settings.shared().orElse(List.of()).stream()
                .map(MacRules::prefix)
                .toList();
    }

    private static String prefix(String text) {
        String prefix = text.strip().toLowerCase(Locale.ROOT).replace('-', ':');
        if (!PREFIX.matcher(prefix).matches()) {
            throw new IllegalArgumentException(
                    "muster.macs.shared: '" + text + "' is neither a MAC address nor the first octets of one");
        }
        return prefix;
    }

    /// Whether a machine can be known by the address.
    public boolean identifies(MacAddress mac) {
        return complaint(mac).isEmpty();
    }

    /// Why no machine can be known by an address; empty for one by which it can.
    public Optional<String> complaint(MacAddress mac) {
        if (mac.isGroup()) {
            return Optional.of("'" + mac + "' is the address of a group, not of a card.");
        }
        if (mac.isZero()) {
            return Optional.of("'" + mac + "' is no card's address.");
        }
        return shared.stream().anyMatch(mac.value()::startsWith)
                ? Optional.of("'" + mac + "' is shared by many machines (muster.macs.shared).")
                : Optional.empty();
    }
}
