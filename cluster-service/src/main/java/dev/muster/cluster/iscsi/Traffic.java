package dev.muster.cluster.iscsi;

/// What a session moved, in bytes.
///
/// @param read of the disk, handed to the socket
/// @param written to the disk, as far as it came
public record Traffic(long read, long written) {}
