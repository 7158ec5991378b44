package dev.muster.cluster.disk;

/// Who is asked before something that can be spared is written to a disk. Safe for concurrent use.
@FunctionalInterface
public interface Room {
    /// As much as the disk takes.
    Room UNBOUNDED = _ -> true;

    /// Whether so many bytes may be written now.
    boolean allows(long bytes);
}
