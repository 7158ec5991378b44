package dev.muster.cluster.boot.loader;

/// An answer of the region that must not be spelled into a configuration: a value is missing, or would break out of
/// its place there.
public final class UnsafeBootAnswer extends Exception {

    /// @param field the answer's key
    public UnsafeBootAnswer(String field, String problem) {
        super(field + " " + problem);
    }
}
