package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What one machine gets.
///
/// @param address that belongs to it alone; empty for one of a range
/// @param hostname empty for none
/// @param options as in [DhcpService#options()]
public record DhcpHost(MacAddress mac, String address, String hostname, Map<String, String> options) {
    public DhcpHost(
            @JsonProperty("mac") MacAddress mac,
            @JsonProperty("address") @Nullable String address,
            @JsonProperty("hostname") @Nullable String hostname,
            @JsonProperty("options") @Nullable Map<String, String> options) {
        this.mac = Objects.requireNonNull(mac, "a host has a mac");
        this.address = address == null ? "" : address;
        this.hostname = hostname == null ? "" : hostname;
        this.options = options == null ? Map.of() : Map.copyOf(options);
    }
}
