package dev.muster.cluster.dhcp6.codec;

import java.io.Serial;
import java.util.Locale;

/// Bytes that are no DHCPv6 packet. Counted by reason and dropped; carries no stack trace, since a flood of them must
/// stay cheap.
public final class MalformedDhcp6Packet extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /// What is wrong with the bytes.
    public enum Reason {
        TOO_SHORT,
        UNKNOWN_MESSAGE_TYPE,
        TRUNCATED_OPTION,
        WRONG_OPTION_LENGTH,
        /// A relay agent's message with nothing in it.
        NOTHING_RELAYED,
        /// More relay agents than RFC 8415 7.6 allows.
        TOO_MANY_RELAYS,
        /// A server's message on its way to a server, or a client's on its way to a client.
        RELAYED_BACKWARDS;

        private final String label = "malformed_" + name().toLowerCase(Locale.ROOT);

        /// Fit for a metric's label.
        public String label() {
            return label;
        }
    }

    private final Reason reason;

    public MalformedDhcp6Packet(Reason reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
