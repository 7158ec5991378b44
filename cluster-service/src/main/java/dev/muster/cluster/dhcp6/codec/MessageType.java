package dev.muster.cluster.dhcp6.codec;

import java.util.Optional;

/// DHCPv6 message types (RFC 8415 7.3).
public enum MessageType {
    SOLICIT(1),
    ADVERTISE(2),
    REQUEST(3),
    CONFIRM(4),
    RENEW(5),
    REBIND(6),
    REPLY(7),
    RELEASE(8),
    DECLINE(9),
    RECONFIGURE(10),
    INFORMATION_REQUEST(11),
    /// From a relay agent, around a client's message.
    RELAY_FORW(12),
    /// To a relay agent, around a server's message.
    RELAY_REPL(13);

    private static final MessageType[] ALL = values();

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public boolean isOfRelay() {
        return this == RELAY_FORW || this == RELAY_REPL;
    }

    public boolean isFromServer() {
        return switch (this) {
            case ADVERTISE, REPLY, RECONFIGURE, RELAY_REPL -> true;
            case SOLICIT, REQUEST, CONFIRM, RENEW, REBIND, RELEASE, DECLINE, INFORMATION_REQUEST, RELAY_FORW -> false;
        };
    }

    public static Optional<MessageType> ofCode(int code) {
        return code >= 1 && code <= ALL.length ? Optional.of(ALL[code - 1]) : Optional.empty();
    }
}
