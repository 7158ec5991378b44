package dev.muster.cluster.iscsi.session;

import dev.muster.cluster.iscsi.codec.Digests;

/// The outcome of a login negotiation. Lengths are bytes.
///
/// @param target name of the target; empty in a discovery session
/// @param maxSegment longest data segment that the initiator takes
/// @param maxBurst longest sequence of Data-In, or of Data-Out that one R2T asks for
/// @param firstBurst longest unsolicited data, immediate data included
/// @param initialR2t no unsolicited data but immediate data
public record SessionParameters(
        String initiator,
        String target,
        long isid,
        int connectionId,
        int maxSegment,
        int maxBurst,
        int firstBurst,
        boolean immediateData,
        boolean initialR2t,
        Digests digests) {
    public boolean discovery() {
        return target.isEmpty();
    }

    SessionParameters withMaxSegment(int bytes) {
        return new SessionParameters(
                initiator, target, isid, connectionId, bytes, maxBurst, firstBurst, immediateData, initialR2t, digests);
    }
}
