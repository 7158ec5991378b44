package dev.muster.cluster.tftp.codec;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How a file's bytes are spelled on the wire (RFC 1350 1). The `mail` mode is obsolete and unknown here.
public enum TransferMode {
    OCTET,
    /// Text: line ends as CR LF, a bare CR as CR NUL.
    NETASCII;

    /// The mode's name in a request.
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }

    /// Reads a mode in any case, as clients send it.
    static Optional<TransferMode> parse(String text) {
        return Arrays.stream(values())
                .filter(mode -> mode.wireName().equalsIgnoreCase(text))
                .findFirst();
    }
}
