package dev.muster.region.preseed;

/// What a program on a machine must know to report to us.
///
/// @param baseUrl how the machine reaches the API through its cluster: `http://10.0.0.1:5248/MAAS`, no slash at the end
/// @param systemId the node
/// @param hostname with its domain
public record MachineContext(String baseUrl, String systemId, String hostname) {}
