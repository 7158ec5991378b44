/// Sockets only.
@NullMarked
package dev.muster.cluster.iscsi.server;

import org.jspecify.annotations.NullMarked;
