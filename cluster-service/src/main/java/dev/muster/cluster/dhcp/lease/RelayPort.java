package dev.muster.cluster.dhcp.lease;

import dev.muster.cluster.wire.Digest;
import dev.muster.cluster.wire.Octets;
import java.time.Instant;
import java.util.Optional;

/// Where behind a relay a lease was asked for, and whether its client is who it was. What the relay says may be long:
/// it is kept as a digest, which is enough to tell one port from another.
///
/// @param relayed whether a relay brought the request
/// @param line digest of the port, option 82/1 (RFC 3046 3.1), and of what is at its other end, 82/2 (3.2); 0 if the
///     relay named neither
/// @param doubtedUntil until then a lease asked for at another port would have run: two machines may have one
///     MAC address. The epoch if there was none
public record RelayPort(boolean relayed, long line, Instant doubtedUntil) {
    /// On the cluster's own link.
    public static final RelayPort DIRECT = new RelayPort(false, 0, Instant.EPOCH);

    /// Behind a relay, nothing else is known.
    public static final RelayPort UNNAMED = new RelayPort(true, 0, Instant.EPOCH);

    public static RelayPort of(Optional<Octets> circuit, Optional<Octets> remote) {
        return new RelayPort(true, number(circuit, remote), Instant.EPOCH);
    }

    /// Whether the relay said anything by which the port can be told from others.
    public boolean isNamed() {
        return line != 0;
    }

    /// This port, for a client whose lease from another one still runs, or is doubted itself. One that is not named
    /// is another one than one that is.
    ///
    /// @param ends when that lease ends
    public RelayPort after(RelayPort before, Instant ends) {
        boolean moved = before.isNamed() && line != before.line;
        var doubted = moved && ends.isAfter(before.doubtedUntil) ? ends : before.doubtedUntil;
        return doubted.isAfter(doubtedUntil) ? new RelayPort(relayed, line, doubted) : this;
    }

    public boolean isSamePlace(RelayPort other) {
        return relayed == other.relayed && line == other.line;
    }

    /// Whether the client may be another machine than the one that had the lease before.
    public boolean isDoubted(Instant now) {
        return doubtedUntil.isAfter(now);
    }

    private static long number(Optional<Octets> circuit, Optional<Octets> remote) {
        if (circuit.isEmpty() && remote.isEmpty()) {
            return 0;
        }
        var port = circuit.orElse(Octets.EMPTY);
        return Digest.of(Octets.uint8(port.length()).followedBy(port).followedBy(remote.orElse(Octets.EMPTY)))
                .high();
    }
}
