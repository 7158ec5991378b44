package dev.muster.cluster.iscsi.server;

import dev.muster.cluster.iscsi.IscsiEvents;
import dev.muster.cluster.iscsi.IscsiLimits;
import dev.muster.cluster.iscsi.IscsiTargets;
import java.util.concurrent.Executor;

/// What all connections of a server have in common.
///
/// @param opener runs what may block
record Shared(IscsiTargets targets, IscsiEvents events, IscsiLimits limits, Sessions sessions, Executor opener) {}
