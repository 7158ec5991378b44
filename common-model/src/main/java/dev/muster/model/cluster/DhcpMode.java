package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// What a cluster's DHCP server does for a subnet.
public enum DhcpMode {
    /// Gives addresses and boot files to machines on its interface, and to those behind relays.
    FULL,
    /// Gives boot files only, beside somebody else's DHCP server that gives the addresses (PXE 2.1, proxyDHCP).
    PROXY,
    /// As `FULL`, but only to machines behind relays: the cluster has no interface in the subnet.
    RELAY,
    OFF;

    /// `full`, `proxy`, `relay` or `off`.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// @throws IllegalArgumentException naming the words that there are
    @JsonCreator
    public static DhcpMode of(String word) {
        return Arrays.stream(values())
                .filter(mode -> mode.word().equals(word.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is not a mode of DHCP: full, proxy, relay or off is expected"));
    }
}
