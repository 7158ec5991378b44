package dev.muster.cluster.iscsi;

import java.net.InetSocketAddress;

/// Who is logged in.
///
/// @param initiator name as the initiator gave it, without control characters; not always an IQN, not always unique
/// @param target name of the target; empty in a discovery session
public record IscsiPeer(InetSocketAddress remote, String initiator, String target) {}
