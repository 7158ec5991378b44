/// Who holds which address and who may have it, as far as DHCP and DHCPv6 go about it in the same way.
@NullMarked
package dev.muster.cluster.address;

import org.jspecify.annotations.NullMarked;
