package dev.muster.region.node;

import dev.muster.region.paging.Pages;
import java.util.Optional;

/// A part of a list.
///
/// @param last the number of its last node, if the list goes on behind it
record NodePart(Pages<Node> nodes, Optional<Long> last) {}
