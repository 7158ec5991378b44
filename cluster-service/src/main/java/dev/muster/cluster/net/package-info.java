/// Sockets: the only place that bootstraps Netty.
@NullMarked
package dev.muster.cluster.net;

import org.jspecify.annotations.NullMarked;
