package dev.muster.region.metadata;

import dev.muster.region.commissioning.ResultFile;
import java.util.List;
import java.util.Map;

/// One call of a reporter on the machine, cloud-init's or curtin's.
///
/// @param origin `cloudinit`, `curtin`
/// @param name of the step, with those around it: `cmd-install/stage-partitioning`
/// @param description for an operator
/// @param result how the step ended; `NONE` unless it has
/// @param refused files that are not taken, by name, with what is wrong
record StatusReport(
        EventKind kind,
        String origin,
        String name,
        String description,
        Result result,
        List<ResultFile> files,
        Map<String, List<String>> refused) {
    StatusReport {
        files = List.copyOf(files);
        refused = Map.copyOf(refused);
    }

    enum EventKind {
        START,
        PROGRESS,
        FINISH
    }

    enum Result {
        NONE,
        SUCCESS,
        WARN,
        FAIL
    }

    /// 0 for a step that is not part of another.
    int depth() {
        return (int) name.chars().filter(c -> c == '/').count();
    }

    boolean isCurtin() {
        return origin.equals("curtin");
    }

    /// Whether this is an installation that has ended without an installed system.
    boolean isFailedInstallation() {
        return isCurtin() && name.equals("cmd-install") && kind == EventKind.FINISH && result == Result.FAIL;
    }
}
