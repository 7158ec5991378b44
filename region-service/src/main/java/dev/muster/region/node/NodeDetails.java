package dev.muster.region.node;

import dev.muster.region.api.Answer;

/// What commissioning knows of a node in full, which that feature provides: `details` of `nodes/<system_id>/`.
public interface NodeDetails {
    /// A BSON document with the machine's own descriptions of itself: `lshw` and `lldp`, XML in binary, or null.
    Answer of(Node node);
}
