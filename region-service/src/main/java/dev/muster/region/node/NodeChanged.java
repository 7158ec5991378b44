package dev.muster.region.node;

/// Fired (CDI, synchronously) inside the transaction that makes or changes a node, after the change is written to
/// the database.
public record NodeChanged(String systemId) {}
