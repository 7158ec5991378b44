package dev.muster.region.tags;

import java.util.Optional;

/// What definitions of tags are evaluated on.
@FunctionalInterface
public interface HardwareDescriptions {
    /// What lshw wrote on a node's machine, XML; empty while nothing is known. Part of the caller's transaction.
    Optional<byte[]> lshw(long nodeId);
}
