package dev.muster.model.event;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.muster.model.node.MacAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A DHCP lease as the cluster holds it (`muster.lease.v1`, key `<cluster uuid>/<address>`).
///
/// @param address dotted quad, or an IPv6 address as RFC 5952 writes it
/// @param expires by the cluster's clock; it counts only where `secondsLeft` is absent, in records of clusters that did
///     not write that yet
/// @param secondsLeft until the lease ends, from the moment the record is sent; 0 for one that has ended. A length and
///     no moment, so that the clocks of region and cluster need not agree.
public record LeaseRecord(
        UUID cluster,
        MacAddress mac,
        String address,
        Instant expires,

        @JsonProperty("seconds_left") @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Long secondsLeft) {

    /// @param now when the record is sent, by the cluster's clock
    public static LeaseRecord at(Instant now, UUID cluster, MacAddress mac, String address, Instant expires) {
        long left = Math.max(0, Duration.between(now, expires).toSeconds());
        return new LeaseRecord(cluster, mac, address, expires, left);
    }
}
