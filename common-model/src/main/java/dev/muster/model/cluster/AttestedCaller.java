package dev.muster.model.cluster;

import dev.muster.model.node.MacAddress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What a cluster says to a region of the machine for which it calls.
///
/// @param address the machine's, as text
/// @param leased the MAC to which the cluster has leased the address, unless its kernel sees another one there
/// @param neighbour the MAC that the cluster's kernel sees at the address; empty behind a relay agent
public record AttestedCaller(String address, Optional<MacAddress> leased, Optional<MacAddress> neighbour) {

    /// As [ClusterHeaders] name it.
    public Map<String, String> headers() {
        var headers = new LinkedHashMap<String, String>();
        headers.put(ClusterHeaders.NODE_ADDRESS, address);
        leased.ifPresent(mac -> headers.put(ClusterHeaders.NODE_MAC, mac.value()));
        neighbour.ifPresent(mac -> headers.put(ClusterHeaders.NEIGHBOUR_MAC, mac.value()));
        return headers;
    }
}
