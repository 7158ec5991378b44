package dev.muster.cluster.journal;

/// Takes entries to be written.
@FunctionalInterface
public interface Appender<E> {
    /// Told from the journal's own thread, and must not hold it up.
    @FunctionalInterface
    interface Committed {
        /// @param onDisk false if the disk refused
        void done(boolean onDisk);
    }

    /// Returns at once.
    ///
    /// @return false if too many wait already; then `committed` is never called
    boolean append(E entry, Committed committed);
}
