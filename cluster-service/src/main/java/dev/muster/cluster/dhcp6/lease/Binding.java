package dev.muster.cluster.dhcp6.lease;

import dev.muster.model.network.Ipv6Address;
import java.time.Instant;

/// An address that somebody has, or had: one that is over is kept, so that its holder gets it again as long as nobody
/// else needs it.
///
/// @param holder in quarantine, who found the address in use by a stranger
/// @param until free for others from then on
public record Binding(Ipv6Address address, Holder holder, Kind kind, Instant since, Instant until) {

    /// How an address is held.
    public enum Kind {
        /// Kept for a client that has not yet taken it; not written down.
        OFFERED(1),
        LEASED(2),
        QUARANTINED(3),
        /// Leased by another server of the subnet.
        FOREIGN(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /// In a row of the table; never 0.
        int code() {
            return code;
        }
    }

    public boolean isOver(Instant now) {
        return !until.isAfter(now);
    }

    public boolean isLease() {
        return kind == Kind.LEASED;
    }

    public boolean isOf(Holder other) {
        return kind != Kind.QUARANTINED && holder.isSame(other);
    }

    public Binding endedAt(Instant now) {
        return new Binding(address, holder, kind, since, now);
    }
}
