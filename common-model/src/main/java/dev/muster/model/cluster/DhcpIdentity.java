package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Arrays;
import java.util.Locale;

/// By what a DHCP server knows a client again (RFC 2131 4.2).
public enum DhcpIdentity {
    /// By its hardware address: firmware, initramfs and installed system of a machine have one address between them,
    /// though each sends a client identifier of its own.
    MAC,
    /// By its client identifier (option 61; RFC 4361), where it sends one.
    CLIENT_ID;

    /// `mac` or `client-id`.
    @JsonValue
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /// @throws IllegalArgumentException naming the words that there are
    @JsonCreator
    public static DhcpIdentity of(String word) {
        return Arrays.stream(values())
                .filter(identity -> identity.word().equals(word.strip()))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "'" + word + "' is not what a client is known by: mac or client-id is expected"));
    }
}
