package dev.muster.cluster.dhcp6.lease;

import dev.muster.cluster.address.AddressHold;
import dev.muster.model.network.Ipv6Address;
import java.time.Instant;

/// An address that somebody has, or had: one that is over is kept, so that its holder gets it again as long as nobody
/// else needs it.
///
/// @param holder in quarantine, who found the address in use by a stranger
/// @param until free for others from then on
public record Binding(Ipv6Address address, Holder holder, Kind kind, Instant since, Instant until)
        implements AddressHold<Ipv6Address, Holder> {
    @Override
    public boolean isOver(Instant now) {
        return !until.isAfter(now);
    }

    @Override
    public boolean isLeased(Instant now) {
        return isLease() && !isOver(now);
    }

    public boolean isLease() {
        return kind == Kind.LEASED;
    }

    @Override
    public boolean isOf(Holder other) {
        return kind != Kind.QUARANTINED && holder.isSame(other);
    }

    public Binding endedAt(Instant now) {
        return new Binding(address, holder, kind, since, now);
    }
}
