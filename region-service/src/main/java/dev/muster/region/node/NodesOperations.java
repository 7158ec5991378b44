package dev.muster.region.node;

import dev.muster.region.api.Operations;

/// Operations of `nodes/` that another feature provides. Every bean of this type is asked.
@FunctionalInterface
public interface NodesOperations {
    void addTo(Operations operations);
}
