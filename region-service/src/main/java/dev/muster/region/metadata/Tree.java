package dev.muster.region.metadata;

/// Which of the two metadata trees of a node is asked; they differ in the user-data.
enum Tree {
    /// Of the machine that is looked at or erased, and of the installed system.
    NODE,
    /// Of the installer, below `curtin/`.
    INSTALLER
}
