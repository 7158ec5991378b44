package dev.muster.cluster.tftp.policy;

/// How a transfer ended.
public enum TransferOutcome {
    /// The client acknowledged the last block.
    COMPLETED,
    /// The client sent an ERROR: many ask only for the size and end so.
    ENDED_BY_CLIENT,
    /// No acknowledgement of anything new for the give-up time.
    TIMED_OUT,
    /// The server could not go on: its file or socket failed, or it is stopping.
    FAILED
}
