package dev.muster.cluster.iscsi;

import java.net.InetSocketAddress;
import java.util.Optional;

/// How the target is to run.
///
/// @param address to listen on; port 0 for any
/// @param chap secrets of the initiators that have to prove who they are
/// @param reservations whether a machine may shut others out of a unit that they share
public record IscsiConfig(
        InetSocketAddress address,
        IscsiLimits limits,
        IscsiOverlays overlays,
        Optional<ChapSecrets> chap,
        boolean reservations) {
    /// Read-only, with the default limits, without reservations.
    public static IscsiConfig at(InetSocketAddress address) {
        return new IscsiConfig(address, IscsiLimits.defaults(), IscsiOverlays.off(), Optional.empty(), false);
    }

    public IscsiConfig with(IscsiLimits other) {
        return new IscsiConfig(address, other, overlays, chap, reservations);
    }

    public IscsiConfig with(IscsiOverlays other) {
        return new IscsiConfig(address, limits, other, chap, reservations);
    }

    public IscsiConfig with(ChapSecrets secrets) {
        return new IscsiConfig(address, limits, overlays, Optional.of(secrets), reservations);
    }

    public IscsiConfig withReservations(boolean allowed) {
        return new IscsiConfig(address, limits, overlays, chap, allowed);
    }
}
