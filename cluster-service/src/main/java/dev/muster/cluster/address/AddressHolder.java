package dev.muster.cluster.address;

import dev.muster.model.node.MacAddress;
import org.jspecify.annotations.Nullable;

/// Who asks for an address.
///
/// @param <C> its own kind
public interface AddressHolder<C> {
    /// Of the machine's interface; null, or all zeros, if nothing tells it.
    @Nullable
    MacAddress mac();

    /// Whether both are one client, as the protocol sees it.
    boolean isSame(C other);
}
