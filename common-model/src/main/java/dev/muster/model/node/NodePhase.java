package dev.muster.model.node;

/// What a status means for the work on a node: under way, failed, or none. Who acts on work asks for this and not for
/// each of the sixteen states.
public sealed interface NodePhase {

    /// Work of ours is under way; its end is awaited, and in time.
    enum Work implements NodePhase {
        COMMISSIONING,
        DEPLOYING,
        RELEASING,
        DISK_ERASING
    }

    /// Work of ours failed, and somebody has to look.
    enum Failure implements NodePhase {
        COMMISSIONING,
        DEPLOYMENT,
        RELEASING,
        DISK_ERASING
    }

    /// No work of ours.
    enum Settled implements NodePhase {
        /// The machine runs what was installed.
        DEPLOYED,
        /// The machine has nothing to do.
        IDLE
    }
}
