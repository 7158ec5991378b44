package dev.muster.region.caller;

/// The least that an operation asks of its caller.
public enum Role {
    ANONYMOUS,
    USER,
    ADMIN
}
