/// IPv6 router advertisements (RFC 4861), which tell machines whether to ask for an address over DHCPv6.
@NullMarked
package dev.muster.cluster.ra;

import org.jspecify.annotations.NullMarked;
