package dev.muster.cluster.address;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// Who holds which address, in whatever subnet.
///
/// @param <A> an address
/// @param <C> who asks for one
/// @param <H> how one is held
public interface AddressHolds<A, C, H extends AddressHold<A, C>> {
    /// How the address is held, by an offer perhaps.
    Optional<H> at(A address);

    /// What a client holds, held, or reported as taken.
    List<H> of(C client);

    /// The client will not send a REQUEST for the address.
    void withdrawOffer(C client, A address);

    /// Whether an address that the table does not know can be taken in.
    boolean hasRoom(Instant now);

    boolean isFull();

    /// Addresses of a group that the table knows and that are free now, those that ended first before the others.
    List<A> ended(int group, int limit, Instant now);
}
