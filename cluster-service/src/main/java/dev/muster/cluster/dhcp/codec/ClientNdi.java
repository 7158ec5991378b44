package dev.muster.cluster.dhcp.codec;

/// The network interface of a client's firmware (RFC 4578 2.2).
///
/// @param type 1 is UNDI
public record ClientNdi(int type, int major, int minor) {}
