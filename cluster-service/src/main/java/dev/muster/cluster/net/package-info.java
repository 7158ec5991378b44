/// Sockets, and what the kernel knows of its networks: the only place that bootstraps Netty.
@NullMarked
package dev.muster.cluster.net;

import org.jspecify.annotations.NullMarked;
