package dev.muster.region.lifecycle;

/// Who takes a node.
///
/// @param tokenKey public part of the API key
/// @param agentName what the client calls itself, or empty
public record Acquirer(long userId, String tokenKey, String agentName) {}
