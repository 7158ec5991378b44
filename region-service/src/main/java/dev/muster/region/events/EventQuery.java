package dev.muster.region.events;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Which events a caller wants; an empty list asks for nothing in particular.
///
/// @param hostnames with or without domain
/// @param after only events with a higher number, the oldest of these first in line
/// @param before only events with a lower number
/// @param viewer the user who sees the events of nodes without an owner and of his own; empty to see all
record EventQuery(
        List<String> hostnames,
        List<String> macs,
        List<String> systemIds,
        Optional<String> zone,
        EventLevel level,
        int limit,
        OptionalLong after,
        OptionalLong before,
        Optional<Long> viewer) {

    static final int DEFAULT_LIMIT = 100;
    static final int MAX_LIMIT = 1_000;

    boolean ofCertainNodes() {
        return !hostnames.isEmpty() || !systemIds.isEmpty();
    }
}
