package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How DHCP is done in a subnet; whatever is left out in JSON has its default.
///
/// @param mode `FULL` by default
/// @param bootp whether BOOTP clients get addresses of the subnet's first range too, and keep them for ever
/// @param ranges dynamic ranges besides the subnet's first
/// @param options by name or code, in the texts of [DhcpOptionText]; a range's go before the subnet's, a host's
///     before both, and all of them before what the server would say itself
/// @param firmwareLeaseSeconds lease of firmware that nobody knows yet; [#DEFAULT_FIRMWARE_LEASE] by default
public record DhcpService(
        DhcpMode mode,
        boolean bootp,
        List<DhcpRange> ranges,
        List<DhcpHost> hosts,
        Map<String, String> options,
        @JsonProperty("firmware_lease_seconds") int firmwareLeaseSeconds) {
    /// Longer than any firmware needs from its address to its kernel, and short enough that a rack of machines that
    /// are switched on once does not hold the range for the length of a lease.
    public static final int DEFAULT_FIRMWARE_LEASE = 300;

    public static final DhcpService DEFAULT = new DhcpService(null, false, null, null, null, 0);

    public DhcpService(
            @JsonProperty("mode") @Nullable DhcpMode mode,
            @JsonProperty("bootp") boolean bootp,
            @JsonProperty("ranges") @Nullable List<DhcpRange> ranges,
            @JsonProperty("hosts") @Nullable List<DhcpHost> hosts,
            @JsonProperty("options") @Nullable Map<String, String> options,
            @JsonProperty("firmware_lease_seconds") int firmwareLeaseSeconds) {
        this.mode = mode == null ? DhcpMode.FULL : mode;
        this.bootp = bootp;
        this.ranges = ranges == null ? List.of() : List.copyOf(ranges);
        this.hosts = hosts == null ? List.of() : List.copyOf(hosts);
        this.options = options == null ? Map.of() : Map.copyOf(options);
        this.firmwareLeaseSeconds = firmwareLeaseSeconds == 0 ? DEFAULT_FIRMWARE_LEASE : firmwareLeaseSeconds;
    }

    public static DhcpService in(DhcpMode mode) {
        return DEFAULT.withMode(mode);
    }

    public DhcpService withMode(DhcpMode other) {
        return new DhcpService(other, bootp, ranges, hosts, options, firmwareLeaseSeconds);
    }
}
