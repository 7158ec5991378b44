package dev.muster.cluster.dhcp.policy;

/// Addresses for any machine.
///
/// @param bootp whether also for BOOTP clients, which keep theirs for ever
/// @param options of machines with an address from here
record DynamicRange(AddressRange range, boolean bootp, OptionSet options) {}
