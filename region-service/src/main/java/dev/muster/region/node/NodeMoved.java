package dev.muster.region.node;

import dev.muster.model.node.NodeStatus;

/// A node went from one state to another. Fired inside the transaction that moves it, so that what follows from it
/// is true at the same moment or not at all.
///
/// @param node as it is now
public record NodeMoved(Node node, NodeStatus from, NodeStatus to) {}
