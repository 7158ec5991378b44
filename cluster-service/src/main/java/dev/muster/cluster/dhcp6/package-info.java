/// The DHCPv6 server's front door; codec, policy and server are the rooms behind it.
@NullMarked
package dev.muster.cluster.dhcp6;

import org.jspecify.annotations.NullMarked;
