package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiConfig;
import dev.muster.cluster.iscsi.IscsiEvents;
import dev.muster.cluster.iscsi.IscsiLimits;
import dev.muster.cluster.iscsi.IscsiOverlays;
import dev.muster.cluster.iscsi.IscsiTargets;
import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.disk.Overlays;
import dev.muster.cluster.iscsi.scsi.NexusReservations;
import dev.muster.cluster.iscsi.scsi.Reservations;
import dev.muster.cluster.iscsi.session.Chap;
import dev.muster.cluster.iscsi.session.Login;
import dev.muster.cluster.iscsi.session.SessionParameters;
import dev.muster.model.node.MacAddress;
import java.security.SecureRandom;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Supplier;

/// What all connections of a server have in common.
///
/// @param reservations of each target's disk; safe for all event loops
/// @param blocking executor of what may wait for a disk
record Shared(
        IscsiConfig config,
        IscsiTargets targets,
        IscsiEvents events,
        Sessions sessions,
        Overlays overlays,
        Map<String, Reservations> reservations,
        Executor blocking) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new exchange, for initiators that have to prove who they are.
    ///
    /// @param machine where the initiator is, asked only if that matters
    Chap chap(Supplier<Optional<MacAddress>> machine) {
        byte[] random = new byte[Chap.CHALLENGE + 1];
        RANDOM.nextBytes(random);
        return new Chap(
                config.chap(),
                name -> machine.get().flatMap(attested -> config.boots().credential(attested, name)),
                Bytes.of(random));
    }

    /// The reservations of a session at its target, where they are possible.
    Optional<NexusReservations> reservations(Origin origin, SessionParameters login) {
        if (!config.reservations()) {
            return Optional.empty();
        }
        Reservations ofUnit = reservations.computeIfAbsent(login.target(), name -> new Reservations());
        return Optional.of(new NexusReservations(ofUnit, origin.nexus(login)));
    }

    boolean keepsWrites() {
        return config.overlays().mode() == IscsiOverlays.Mode.NODE;
    }

    Login.Bounds bounds() {
        return new Login.Bounds(limits().maxDataSegment(), limits().commands());
    }

    IscsiLimits limits() {
        return config.limits();
    }
}
