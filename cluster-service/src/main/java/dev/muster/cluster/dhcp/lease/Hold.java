package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.address.AddressHold;
import dev.muster.cluster.dhcp.codec.Ipv4;
import java.time.Instant;

/// How an address is held.
///
/// @param client in quarantine, who reported the address as taken
/// @param until when the lease, the quarantine or the foreign use ends; long ago for an offer alone
/// @param offeredUntil how long it is kept for the client's REQUEST; long ago if it is not
/// @param port where the client asked
public record Hold(
        Ipv4 address,
        ClientIdentity client,
        Kind kind,
        Instant since,
        Instant until,
        Instant offeredUntil,
        RelayPort port)
        implements AddressHold<Ipv4, ClientIdentity> {
    @Override
    public boolean isOver(Instant now) {
        return !until.isAfter(now) && !offeredUntil.isAfter(now);
    }

    @Override
    public boolean isLeased(Instant now) {
        return kind == Kind.LEASED && isTaken(now);
    }

    /// Whether it is more than an offer.
    public boolean isTaken(Instant now) {
        return until.isAfter(now);
    }

    @Override
    public boolean isOf(ClientIdentity other) {
        return kind != Kind.QUARANTINED && client.isSame(other);
    }

    /// When the client was last heard of with this address, for comparing alone.
    public Instant latest() {
        return since.isAfter(offeredUntil) ? since : offeredUntil;
    }
}
