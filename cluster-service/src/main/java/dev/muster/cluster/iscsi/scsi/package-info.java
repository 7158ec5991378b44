/// The device server, SAM-5, SPC-4 and SBC-3: what logical units make of a CDB. Knows no PDU and no session: data come
/// and go as octets, and an initiator is an I_T nexus.
@NullMarked
package dev.muster.cluster.iscsi.scsi;

import org.jspecify.annotations.NullMarked;
