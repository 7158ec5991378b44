package dev.muster.cluster.boot.secret;

import dev.muster.model.node.MacAddress;

/// The youngest secret that a machine has logged in by.
record BootUse(MacAddress machine, long number) {}
