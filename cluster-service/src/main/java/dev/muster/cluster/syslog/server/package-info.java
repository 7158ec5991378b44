/// Sockets only.
@NullMarked
package dev.muster.cluster.syslog.server;

import org.jspecify.annotations.NullMarked;
