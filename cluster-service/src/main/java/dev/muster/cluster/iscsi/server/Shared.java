package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiConfig;
import dev.muster.cluster.iscsi.IscsiEvents;
import dev.muster.cluster.iscsi.IscsiLimits;
import dev.muster.cluster.iscsi.IscsiTargets;
import dev.muster.cluster.iscsi.codec.Bytes;
import dev.muster.cluster.iscsi.disk.Overlays;
import dev.muster.cluster.iscsi.policy.Chap;
import dev.muster.cluster.iscsi.policy.Login;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.Executor;

/// What all connections of a server have in common.
///
/// @param waiting runs what may wait for a disk
record Shared(
        IscsiConfig config,
        IscsiTargets targets,
        IscsiEvents events,
        Sessions sessions,
        Overlays overlays,
        Executor waiting) {
    private static final SecureRandom RANDOM = new SecureRandom();

    /// A new exchange, if initiators have to prove who they are.
    Optional<Chap> chap() {
        return config.chap().map(secrets -> {
            byte[] random = new byte[Chap.CHALLENGE + 1];
            RANDOM.nextBytes(random);
            return new Chap(secrets, Bytes.of(random));
        });
    }

    Login.Bounds bounds() {
        return new Login.Bounds(limits().maxDataSegment(), limits().commands());
    }

    IscsiLimits limits() {
        return config.limits();
    }
}
