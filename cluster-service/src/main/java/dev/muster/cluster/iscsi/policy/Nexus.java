package dev.muster.cluster.iscsi.policy;

import dev.muster.cluster.iscsi.codec.Bytes;

/// One initiator port at this target, as long as it likes: a session may end and come again (SAM-5 4.7.2, I_T nexus).
///
/// @param address machines that enlist all come by one name and ISID, and are told apart by it
public record Nexus(String address, String initiator, long isid) {
    /// TransportID of an iSCSI initiator port, ended by zeros up to a multiple of four (SPC-4 7.6.4.6).
    Bytes transportId() {
        Bytes name = Bytes.utf8("%s,i,0x%012x".formatted(initiator, isid));
        Bytes padded = name.plus(Bytes.of(new byte[4 - name.size() % 4]));
        return Bytes.of((byte) 0x45, (byte) 0, (byte) (padded.size() >> 8), (byte) padded.size())
                .plus(padded);
    }
}
