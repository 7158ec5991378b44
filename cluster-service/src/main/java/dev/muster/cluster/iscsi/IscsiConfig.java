package dev.muster.cluster.iscsi;

import dev.muster.cluster.iscsi.session.ChapSecrets;
import java.net.InetSocketAddress;

/// How the target is to run.
///
/// @param address to listen on; port 0 for any
/// @param chap secrets of the initiators that have to prove who they are
/// @param reservations whether a machine may shut others out of a unit that they share
/// @param machines who is behind an address
/// @param boots secrets of machines that boot
public record IscsiConfig(
        InetSocketAddress address,
        IscsiLimits limits,
        IscsiOverlays overlays,
        ChapSecrets chap,
        boolean reservations,
        IscsiMachines machines,
        BootCredentials boots) {
    /// Read-only, with the default limits, without reservations, and nobody is attested.
    public static IscsiConfig at(InetSocketAddress address) {
        return new IscsiConfig(
                address,
                IscsiLimits.defaults(),
                IscsiOverlays.off(),
                ChapSecrets.none(),
                false,
                IscsiMachines.NONE,
                BootCredentials.NONE);
    }

    public IscsiConfig with(IscsiLimits other) {
        return new IscsiConfig(address, other, overlays, chap, reservations, machines, boots);
    }

    public IscsiConfig with(IscsiOverlays other) {
        return new IscsiConfig(address, limits, other, chap, reservations, machines, boots);
    }

    public IscsiConfig with(ChapSecrets secrets) {
        return new IscsiConfig(address, limits, overlays, secrets, reservations, machines, boots);
    }

    public IscsiConfig withReservations(boolean allowed) {
        return new IscsiConfig(address, limits, overlays, chap, allowed, machines, boots);
    }

    public IscsiConfig attestedBy(IscsiMachines known) {
        return new IscsiConfig(address, limits, overlays, chap, reservations, known, boots);
    }

    public IscsiConfig with(BootCredentials secrets) {
        return new IscsiConfig(address, limits, overlays, chap, reservations, machines, secrets);
    }
}
