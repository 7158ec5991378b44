package dev.muster.cluster.dhcp6.codec;

import dev.muster.cluster.wire.Octets;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// How it went (RFC 8415 21.13).
///
/// @param message for people
public record Status(int code, String message) {
    public static final int SUCCESS = 0;
    public static final int NO_ADDRS_AVAIL = 2;
    public static final int NO_BINDING = 3;
    public static final int NOT_ON_LINK = 4;
    public static final int NO_PREFIX_AVAIL = 6;

    /// Empty if the value is too short for one.
    public static Optional<Status> of(Octets value) {
        return value.length() < 2
                ? Optional.empty()
                : Optional.of(new Status(
                        value.uint16At(0),
                        new String(value.slice(2, value.length() - 2).toBytes(), StandardCharsets.UTF_8)));
    }

    /// The option's value.
    public Octets toOctets() {
        return Octets.uint16(code).followedBy(Octets.of(message.getBytes(StandardCharsets.UTF_8)));
    }
}
