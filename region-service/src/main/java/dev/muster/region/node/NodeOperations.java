package dev.muster.region.node;

import dev.muster.region.api.Operations;

/// Operations of one node, `nodes/<system_id>/`, that another feature provides. Every bean of this type is asked.
@FunctionalInterface
public interface NodeOperations {
    void addTo(Operations operations);
}
