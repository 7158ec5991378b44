package dev.muster.region.power;

/// What the orders of a node's present state have done with its power.
enum Switching {
    /// One is not finished.
    UNDER_WAY,
    /// It was switched on.
    ON,
    /// Nothing.
    NONE
}
