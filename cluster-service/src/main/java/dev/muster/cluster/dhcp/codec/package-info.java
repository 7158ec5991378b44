/// Bytes to records and back; knows no socket.
@NullMarked
package dev.muster.cluster.dhcp.codec;

import org.jspecify.annotations.NullMarked;
