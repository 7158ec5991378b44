package dev.muster.cluster.iscsi.scsi;

import dev.muster.cluster.iscsi.codec.Bytes;

/// The name of an I_T nexus at this target (SAM-5 4.7.2): the same when an initiator port is lost and comes again.
///
/// @param origin the machine, else the address: a name is anybody's, and those that enlist all come by the same one
public record Nexus(String origin, String initiator, long isid) {
    /// TransportID of an iSCSI initiator port, ended by zeros up to a multiple of four (SPC-4 7.6.4.6).
    Bytes transportId() {
        Bytes name = Bytes.utf8("%s,i,0x%012x".formatted(initiator, isid));
        Bytes padded = name.plus(Bytes.of(new byte[4 - name.size() % 4]));
        return Bytes.of((byte) 0x45, (byte) 0, (byte) (padded.size() >> 8), (byte) padded.size())
                .plus(padded);
    }
}
