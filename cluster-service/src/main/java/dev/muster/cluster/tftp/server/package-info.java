/// Sockets only.
@NullMarked
package dev.muster.cluster.tftp.server;

import org.jspecify.annotations.NullMarked;
