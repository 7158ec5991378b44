package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Addresses that any machine may get, besides the subnet's first range.
///
/// @param low first address
/// @param high last address, inclusive
/// @param bootp whether BOOTP clients get addresses from here too, and keep them for ever
/// @param options as in [DhcpService#options()], for machines with an address from here
public record DhcpRange(
        @JsonProperty("range_low") String low,
        @JsonProperty("range_high") String high,
        boolean bootp,
        Map<String, String> options) {
    public DhcpRange(
            @JsonProperty("range_low") @Nullable String low,
            @JsonProperty("range_high") @Nullable String high,
            @JsonProperty("bootp") boolean bootp,
            @JsonProperty("options") @Nullable Map<String, String> options) {
        this.low = low == null ? "" : low;
        this.high = high == null ? "" : high;
        this.bootp = bootp;
        this.options = options == null ? Map.of() : Map.copyOf(options);
    }
}
