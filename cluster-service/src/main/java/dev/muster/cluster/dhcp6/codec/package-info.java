/// Octets to packets and back (RFC 8415); no policy and no socket.
@NullMarked
package dev.muster.cluster.dhcp6.codec;

import org.jspecify.annotations.NullMarked;
