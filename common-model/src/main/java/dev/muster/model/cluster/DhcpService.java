package dev.muster.model.cluster;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonInclude;
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
/// @param identity by what clients are known; `MAC` by default
/// @param v6 how the subnet is served over IPv6; null, and absent in JSON, for not at all. It does not depend on the
///     mode, but that a subnet behind relays is one for both
public record DhcpService(
        DhcpMode mode,
        boolean bootp,
        List<DhcpRange> ranges,
        List<DhcpHost> hosts,
        Map<String, String> options,
        @JsonProperty("firmware_lease_seconds") int firmwareLeaseSeconds,
        DhcpIdentity identity,
        @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable Dhcp6Service v6) {
    /// Longer than any firmware needs from its address to its kernel, and short enough that a rack of machines that
    /// are switched on once does not hold the range for the length of a lease.
    public static final int DEFAULT_FIRMWARE_LEASE = 300;

    public static final DhcpService DEFAULT = new DhcpService(null, false, null, null, null, 0);

    @JsonCreator
    public DhcpService(
            @JsonProperty("mode") @Nullable DhcpMode mode,
            @JsonProperty("bootp") boolean bootp,
            @JsonProperty("ranges") @Nullable List<DhcpRange> ranges,
            @JsonProperty("hosts") @Nullable List<DhcpHost> hosts,
            @JsonProperty("options") @Nullable Map<String, String> options,
            @JsonProperty("firmware_lease_seconds") int firmwareLeaseSeconds,
            @JsonProperty("identity") @Nullable DhcpIdentity identity,
            @JsonProperty("v6") @Nullable Dhcp6Service v6) {
        this.mode = mode == null ? DhcpMode.FULL : mode;
        this.bootp = bootp;
        this.ranges = ranges == null ? List.of() : List.copyOf(ranges);
        this.hosts = hosts == null ? List.of() : List.copyOf(hosts);
        this.options = options == null ? Map.of() : Map.copyOf(options);
        this.firmwareLeaseSeconds = firmwareLeaseSeconds == 0 ? DEFAULT_FIRMWARE_LEASE : firmwareLeaseSeconds;
        this.identity = identity == null ? DhcpIdentity.MAC : identity;
        this.v6 = v6;
    }

    /// Over IPv4 alone.
    public DhcpService(
            @Nullable DhcpMode mode,
            boolean bootp,
            @Nullable List<DhcpRange> ranges,
            @Nullable List<DhcpHost> hosts,
            @Nullable Map<String, String> options,
            int firmwareLeaseSeconds) {
        this(mode, bootp, ranges, hosts, options, firmwareLeaseSeconds, null, null);
    }

    public static DhcpService in(DhcpMode mode) {
        return DEFAULT.withMode(mode);
    }

    public DhcpService withMode(DhcpMode other) {
        return new DhcpService(other, bootp, ranges, hosts, options, firmwareLeaseSeconds, identity, v6);
    }

    public DhcpService withIdentity(DhcpIdentity other) {
        return new DhcpService(mode, bootp, ranges, hosts, options, firmwareLeaseSeconds, other, v6);
    }

    /// @param other null for no service over IPv6
    public DhcpService withV6(@Nullable Dhcp6Service other) {
        return new DhcpService(mode, bootp, ranges, hosts, options, firmwareLeaseSeconds, identity, other);
    }
}
