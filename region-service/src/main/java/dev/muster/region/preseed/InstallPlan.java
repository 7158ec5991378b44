package dev.muster.region.preseed;

import dev.muster.model.image.ImageName;
import java.util.List;

/// What is to be installed on a machine's own disk.
///
/// @param image what is written to the disk
/// @param credentials the node's key, `consumer_key:token_key:token_secret`: the installed system proves itself with it
/// @param sshKeys of the node's owner, one line each
public record InstallPlan(MachineContext machine, ImageName image, String credentials, List<String> sshKeys) {
    public InstallPlan {
        sshKeys = List.copyOf(sshKeys);
    }

    @Override
    public String toString() {
        return "InstallPlan[machine=" + machine + ", image=" + image + "]";
    }
}
