/// Sockets only.
@NullMarked
package dev.muster.cluster.dhcp.server;

import org.jspecify.annotations.NullMarked;
