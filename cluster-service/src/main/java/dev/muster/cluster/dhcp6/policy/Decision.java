package dev.muster.cluster.dhcp6.policy;

import dev.muster.cluster.dhcp6.codec.Dhcp6Packet;
import dev.muster.cluster.dhcp6.lease.Binding;
import dev.muster.model.network.Ipv6Address;
import dev.muster.model.node.MacAddress;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What to do about a packet.
public sealed interface Decision {

    /// @param mac null if nothing tells it
    /// @param unbootable what firmware the client is, if there is no loader for it; else empty
    record Offer(Dhcp6Packet answer, @Nullable MacAddress mac, List<Ipv6Address> addresses, String unbootable)
            implements Decision {
        public Offer {
            addresses = List.copyOf(addresses);
        }
    }

    /// The answer must not leave before all that has changed is on disk.
    ///
    /// @param changed leases that begin, go on or end, and quarantines
    /// @param renewal of addresses that the client is using
    record Commit(Dhcp6Packet answer, List<Binding> changed, boolean renewal, Subnet subnet) implements Decision {
        public Commit {
            changed = List.copyOf(changed);
        }
    }

    /// The client has its addresses from another server from now on.
    record TakenElsewhere(List<Binding> uses) implements Decision {
        public TakenElsewhere {
            uses = List.copyOf(uses);
        }
    }

    /// Nothing changes by it.
    record Inform(Dhcp6Packet answer) implements Decision {}

    /// A machine asked for an address, and is told that there is none left.
    record Exhausted(Dhcp6Packet answer, @Nullable MacAddress mac, Subnet subnet) implements Decision {}

    record Silent(Silence why) implements Decision {}

    /// Why a packet gets no answer.
    enum Silence {
        FROM_A_SERVER,
        NOT_SERVED,
        OTHER_SERVER,
        /// An identifier is missing, or is there where RFC 8415 16 forbids it.
        WRONG_IDENTIFIERS,
        /// There is nothing in it that could be answered.
        INCOMPLETE,
        /// The machine declared as taken as many addresses as one machine may.
        TOO_MANY_LEASES;

        private final String label = name().toLowerCase(Locale.ROOT);

        /// Fit for a metric's label.
        public String label() {
            return label;
        }
    }
}
