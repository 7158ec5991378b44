/// The DHCP server's front door; codec, policy and server are the rooms behind it.
@NullMarked
package dev.muster.cluster.dhcp;

import org.jspecify.annotations.NullMarked;
