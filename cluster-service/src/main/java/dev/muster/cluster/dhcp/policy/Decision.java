package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import dev.muster.cluster.dhcp.lease.ForeignUse;
import dev.muster.cluster.dhcp.lease.Lease;
import dev.muster.cluster.dhcp.lease.Quarantine;
import dev.muster.model.node.MacAddress;
import java.util.Locale;

/// What to do about a packet.
public sealed interface Decision {
    record Offer(Answer answer, MacAddress mac, Ipv4 address) implements Decision {}

    /// The answer must not leave before the lease is on disk.
    ///
    /// @param renewal of an address that the client is using
    record Grant(Answer answer, Lease lease, boolean renewal) implements Decision {}

    record Refuse(Answer answer, MacAddress mac, Ipv4 address) implements Decision {}

    record Inform(Answer answer) implements Decision {}

    /// A boot file for a client that has its address from somebody else.
    record Proxied(Answer answer, MacAddress mac) implements Decision {}

    /// A client that has its address from somebody else, and for which there is no boot file: nothing is left to say.
    ///
    /// @param client what it is, for people
    record NoLoader(MacAddress mac, String client) implements Decision {}

    record Released(Lease ended) implements Decision {}

    /// The client has its address from another server from now on.
    record TakenElsewhere(ForeignUse use) implements Decision {}

    /// The client saw somebody else use the address; it is in quarantine, which ends the lease.
    record Declined(Lease ended, Quarantine quarantine, Subnet subnet) implements Decision {}

    /// No address is left for a machine that asked for one.
    record Exhausted(MacAddress mac, Subnet subnet) implements Decision {}

    record Silent(Silence why) implements Decision {}

    /// Why a packet gets no answer.
    enum Silence {
        NOT_A_REQUEST,
        /// A BOOTP client for which there is no reservation, in a subnet without a range for such clients.
        BOOTP,
        /// No Ethernet address, and no client identifier either.
        UNIDENTIFIED,
        NOT_SERVED,
        OTHER_SERVER,
        UNKNOWN_CLIENT,
        NOT_THE_HOLDER,
        /// The lease is bound to a port of a relay, and who ends it is not known to be there.
        ANOTHER_PORT,
        INCOMPLETE,
        /// Only boot files are given, and the client does not boot.
        NOT_A_BOOT_CLIENT,
        /// Only boot files are given, and there is none for the client's architecture.
        NO_LOADER,
        /// The machine holds, or reported as taken, as many addresses as one machine may.
        TOO_MANY_LEASES,
        /// The memory for leases is used up.
        LEASE_TABLE_FULL,
        FROM_A_SERVER;

        private final String label = name().toLowerCase(Locale.ROOT);

        /// Fit for a metric's label.
        public String label() {
            return label;
        }
    }
}
