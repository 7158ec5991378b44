package dev.muster.cluster.dhcp.policy;

import dev.muster.cluster.dhcp.codec.Ipv4;
import java.util.Optional;

/// What one machine gets.
///
/// @param address that belongs to it alone
/// @param options its own, the host name among them
record Host(Optional<Ipv4> address, OptionSet options) {}
