package dev.muster.cluster.journal;

import java.util.function.Consumer;

/// All entries of a journal that count, in memory.
public interface Kept<E> {
    /// Takes an entry in that is read back, in the order in which they were written.
    void restore(E entry);

    /// Shows every entry, for the journal to be rewritten from; on the journal's thread, while others go on. What
    /// changes meanwhile may be shown as it was or as it is.
    void forEach(Consumer<? super E> reader);

    /// How many there are, about.
    int size();
}
