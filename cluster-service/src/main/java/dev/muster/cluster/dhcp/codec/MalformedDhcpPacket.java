package dev.muster.cluster.dhcp.codec;

import java.io.Serial;
import java.util.Locale;

/// Bytes that are no DHCP packet. Counted by reason and dropped; carries no stack trace, since a flood of
/// them must stay cheap.
public final class MalformedDhcpPacket extends Exception {
    @Serial
    private static final long serialVersionUID = 1;

    /// What is wrong with the bytes.
    public enum Reason {
        TOO_SHORT,
        NO_MAGIC_COOKIE,
        HARDWARE_ADDRESS_TOO_LONG,
        WRONG_OPTION_LENGTH,
        WRONG_OVERLOAD,
        UNKNOWN_MESSAGE_TYPE;

        private final String label = "malformed_" + name().toLowerCase(Locale.ROOT);

        /// Fit for a metric's label.
        public String label() {
            return label;
        }
    }

    private final Reason reason;

    public MalformedDhcpPacket(Reason reason) {
        super(reason.label(), null, false, false);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }
}
