package dev.muster.cluster.boot.loader;

import dev.muster.cluster.iscsi.session.ChapSecrets.Credential;
import java.util.Optional;

/// How the root file system of an ephemeral image comes to a machine.
public sealed interface RootDisk {

    /// Read as it is needed, from the cluster's iSCSI target.
    ///
    /// @param secret that the machine has to prove there, if it has to
    record OverIscsi(Optional<Credential> secret) implements RootDisk {
        @Override
        public String toString() {
            return "OverIscsi[]";
        }
    }

    /// A squashfs that the initramfs downloads as a whole into memory.
    ///
    /// @param port of the cluster's HTTP server
    /// @param path of the URL, a slash at its beginning
    /// @param sha256 hex digest for the initramfs to check, if the snapshot's manifest has one
    record OverHttp(int port, String path, Optional<String> sha256) implements RootDisk {}
}
