package dev.muster.cluster.boot.loader;

import dev.muster.model.boot.BootAnswer;

/// Words the region's answer as a whole configuration of one loader.
@FunctionalInterface
public interface Spelling {

    /// @param images those of the moment
    /// @throws UnsafeBootAnswer where a value is missing or does not belong into a configuration
    String render(BootAnswer answer, BootImages images) throws UnsafeBootAnswer;
}
