package dev.muster.region.auth;

/// The least that an operation asks of its caller.
public enum Role {
    ANONYMOUS,
    USER,
    ADMIN
}
