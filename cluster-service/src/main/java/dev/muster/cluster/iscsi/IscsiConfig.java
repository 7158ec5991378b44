package dev.muster.cluster.iscsi;

import java.net.InetSocketAddress;
import java.util.Optional;

/// How the target is to run.
///
/// @param address to listen on; port 0 for any
/// @param chap if initiators have to prove who they are
public record IscsiConfig(
        InetSocketAddress address, IscsiLimits limits, IscsiOverlays overlays, Optional<ChapSecrets> chap) {
    /// Read-only, with the default limits.
    public static IscsiConfig at(InetSocketAddress address) {
        return new IscsiConfig(address, IscsiLimits.defaults(), IscsiOverlays.off(), Optional.empty());
    }

    public IscsiConfig with(IscsiLimits other) {
        return new IscsiConfig(address, other, overlays, chap);
    }

    public IscsiConfig with(IscsiOverlays other) {
        return new IscsiConfig(address, limits, other, chap);
    }

    /// Initiators have to prove who they are.
    public IscsiConfig with(ChapSecrets secrets) {
        return new IscsiConfig(address, limits, overlays, Optional.of(secrets));
    }
}
