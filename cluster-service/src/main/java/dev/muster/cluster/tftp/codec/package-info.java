/// Bytes to records and back; knows no socket.
@NullMarked
package dev.muster.cluster.tftp.codec;

import org.jspecify.annotations.NullMarked;
