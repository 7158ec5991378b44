package dev.muster.cluster.dhcp.codec;

import dev.muster.cluster.wire.Octets;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// The name that a client wants in DNS, and who is to put it there (RFC 4702).
///
/// @param flags [#S], [#O], [#E] and [#N]
/// @param name without the dot at its end
public record ClientFqdn(int flags, String name) {
    /// The server is to update the address record.
    public static final int S = 1;
    /// The server overrode the client's S.
    public static final int O = 2;
    /// The name is in DNS wire format.
    public static final int E = 4;
    /// No updates by the server.
    public static final int N = 8;

    private static final int HEAD = 3;
    /// What a server puts in the two fields of deprecated result codes (2.2).
    private static final int NO_CODE = 255;

    /// Empty if it is too short or its name makes no sense.
    static Optional<ClientFqdn> of(Octets value) {
        if (value.length() < HEAD) {
            return Optional.empty();
        }
        int flags = value.at(0);
        var name = value.slice(HEAD, value.length() - HEAD);
        if ((flags & E) == 0) {
            return Optional.of(new ClientFqdn(flags, withoutDot(name.text())));
        }
        return labels(name).map(text -> new ClientFqdn(flags, text));
    }

    /// The server's answer: no DNS update is made here, so that the client is free to make its own (4).
    public Octets declined() {
        int answered = N | (flags & E) | ((flags & S) == 0 ? 0 : O);
        var out = new ByteArrayOutputStream();
        out.write(answered);
        out.write(NO_CODE);
        out.write(NO_CODE);
        if ((flags & E) == 0) {
            out.writeBytes(name.getBytes(StandardCharsets.ISO_8859_1));
        } else if (!name.isEmpty()) {
            for (var label : name.split("\\.", -1)) {
                out.write(label.length());
                out.writeBytes(label.getBytes(StandardCharsets.ISO_8859_1));
            }
            out.write(0);
        }
        return Octets.of(out.toByteArray());
    }

    /// A name without its last, empty label is a partial one (2.3.1).
    private static Optional<String> labels(Octets wire) {
        var name = new StringBuilder();
        int at = 0;
        while (at < wire.length() && wire.at(at) != 0) {
            int length = wire.at(at);
            if (length > 63 || at + 1 + length > wire.length()) {
                return Optional.empty();
            }
            name.append(name.isEmpty() ? "" : ".")
                    .append(new String(wire.slice(at + 1, length).toBytes(), StandardCharsets.ISO_8859_1));
            at += 1 + length;
        }
        return Optional.of(name.toString());
    }

    private static String withoutDot(String name) {
        return name.endsWith(".") ? name.substring(0, name.length() - 1) : name;
    }
}
