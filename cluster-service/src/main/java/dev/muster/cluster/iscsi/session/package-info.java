/// Sessions of RFC 7143 as pure state machines, PDU in and PDU out: login, numbering, tasks, transfers and text. SCSI
/// commands are executed by `scsi`; knows no socket.
@NullMarked
package dev.muster.cluster.iscsi.session;

import org.jspecify.annotations.NullMarked;
