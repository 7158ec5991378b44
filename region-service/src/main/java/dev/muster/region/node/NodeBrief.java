package dev.muster.region.node;

import dev.muster.model.node.NodeStatus;
import java.util.Optional;

/// Of a node, as much as an operation on many nodes needs.
///
/// @param id the database's number; orders lists
/// @param ownerId the user who holds it
public record NodeBrief(long id, String systemId, NodeStatus status, Optional<Long> ownerId) {}
