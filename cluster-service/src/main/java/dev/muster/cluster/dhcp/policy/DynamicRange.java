package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.address.AddressRange;
import dev.muster.cluster.dhcp.codec.Ipv4;

/// Addresses for any machine.
///
/// @param bootp whether also for BOOTP clients, which keep theirs for ever
/// @param options of machines with an address from here
record DynamicRange(AddressRange<Ipv4> range, boolean bootp, OptionSet options) {}
