package dev.muster.cluster.address;

import java.time.Instant;

/// How an address is held.
///
/// @param <A> an address
/// @param <C> who asks for one
public interface AddressHold<A, C> {
    A address();

    Kind kind();

    /// Free for others.
    boolean isOver(Instant now);

    /// Whether a lease on it runs.
    boolean isLeased(Instant now);

    /// Whether the client has or had the address: in quarantine, nobody.
    boolean isOf(C client);

    /// What an address is held for.
    enum Kind {
        /// Kept for a client that has not yet taken it; not written down.
        OFFERED(1),
        /// A lease, of which the client may have been offered the continuation.
        LEASED(2),
        /// Somebody else was found to use it.
        QUARANTINED(3),
        /// Given by another server of the subnet.
        FOREIGN(4);

        private static final Kind[] BY_CODE = values();

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        /// In a row of a table; never 0.
        public int code() {
            return code;
        }

        public static Kind ofCode(int code) {
            return BY_CODE[code - 1];
        }
    }
}
