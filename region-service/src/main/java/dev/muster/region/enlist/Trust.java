package dev.muster.region.enlist;

import dev.muster.model.node.MacAddress;

/// How much is known of a machine that is to become a node.
sealed interface Trust {
    /// An administrator says so: all of it is believed.
    record Administrator() implements Trust {}

    /// A cluster sees the machine with this address, which is one of those that it names; the others are its own
    /// word.
    record Attested(MacAddress mac) implements Trust {}

    /// Somebody says so.
    record Hearsay() implements Trust {}
}
