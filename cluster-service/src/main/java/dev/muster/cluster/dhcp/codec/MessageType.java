package dev.muster.cluster.dhcp.codec;

import java.util.Optional;

/// DHCP message types (RFC 2132 9.6).
public enum MessageType {
    DISCOVER(1),
    OFFER(2),
    REQUEST(3),
    DECLINE(4),
    ACK(5),
    NAK(6),
    RELEASE(7),
    INFORM(8);

    private static final MessageType[] BY_CODE = {DISCOVER, OFFER, REQUEST, DECLINE, ACK, NAK, RELEASE, INFORM};

    private final int code;

    MessageType(int code) {
        this.code = code;
    }

    public int code() {
        return code;
    }

    public static Optional<MessageType> ofCode(int code) {
        return code >= 1 && code <= BY_CODE.length ? Optional.of(BY_CODE[code - 1]) : Optional.empty();
    }
}
