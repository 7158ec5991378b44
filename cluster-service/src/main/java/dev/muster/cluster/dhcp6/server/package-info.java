/// Sockets only.
@NullMarked
package dev.muster.cluster.dhcp6.server;

import org.jspecify.annotations.NullMarked;
