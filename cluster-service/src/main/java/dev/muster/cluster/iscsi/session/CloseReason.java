package dev.muster.cluster.iscsi.session;

/// How a connection ended.
public enum CloseReason {
    LOGOUT,
    /// The initiator closed or lost the connection without a logout.
    PEER_CLOSED,
    /// Logged in again: the session was reinstated (RFC 7143 6.3.5).
    REINSTATED,
    LOGIN_REFUSED,
    LOGIN_TIMEOUT,
    /// No answer to the pings.
    PEER_SILENT,
    MALFORMED,
    /// The socket or the image failed.
    IO_ERROR,
    /// Too many connections.
    LIMIT,
    /// Its target is no longer there.
    REMOVED,
    /// This target stopped.
    SHUTDOWN
}
