package dev.muster.cluster;

import dev.muster.cluster.iscsi.IscsiOverlays.Mode;
import io.smallrye.config.WithDefault;
import java.nio.file.Path;
import java.util.Optional;

/// What an operator sets for the iSCSI target, `muster.cluster.iscsi`.
public interface IscsiSettings {

    /// `off`: root disks are write-protected. `session`: a machine may write, and finds the image as it was when it
    /// logs in again. `node`: what a machine writes is kept in the cluster's data folder, under its MAC or else its
    /// initiator name, for as long as the image stays the same.
    @WithDefault("off")
    Mode writes();

    /// File of the CHAP names and secrets, readable by its owner only: lines `initiator NAME SECRET` and one `target
    /// NAME SECRET`. With it every initiator has to prove who it is, machines that boot included; without it none.
    Optional<Path> chapFile();

    /// Bytes that one machine or session may write over an image; beyond it writes fail as on a full thin disk.
    @WithDefault("8589934592")
    long overlayBytes();
}
