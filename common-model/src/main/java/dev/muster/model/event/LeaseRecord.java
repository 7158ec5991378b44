package dev.muster.model.event;

import dev.muster.model.node.MacAddress;
import java.time.Instant;
import java.util.UUID;

/// A DHCP lease as the cluster holds it (`muster.lease.v1`, key `<cluster uuid>/<address>`).
///
/// @param address dotted quad, or an IPv6 address as RFC 5952 spells it
public record LeaseRecord(UUID cluster, MacAddress mac, String address, Instant expires) {}
