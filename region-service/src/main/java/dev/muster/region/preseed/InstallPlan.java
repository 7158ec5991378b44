package dev.muster.region.preseed;

import dev.muster.model.image.ImageName;
import dev.muster.region.allocation.DiskName;
import java.util.List;
import java.util.Optional;

/// What is to be installed on a machine's own disk.
///
/// @param image what is written to the disk
/// @param credentials the node's key, `consumer_key:token_key:token_secret`: the installed system proves itself with it
/// @param sshKeys of the node's owner, one line each
/// @param disk the one to write to; empty for the smallest of the machine's own disks that is large enough
public record InstallPlan(
        MachineContext machine, ImageName image, String credentials, List<String> sshKeys, Optional<DiskName> disk) {
    public InstallPlan {
        sshKeys = List.copyOf(sshKeys);
    }

    @Override
    public String toString() {
        return "InstallPlan[machine=" + machine + ", image=" + image + ", disk=" + disk + "]";
    }
}
