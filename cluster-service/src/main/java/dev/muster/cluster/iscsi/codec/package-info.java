/// Bytes to records and back; knows no socket.
@NullMarked
package dev.muster.cluster.iscsi.codec;

import org.jspecify.annotations.NullMarked;
