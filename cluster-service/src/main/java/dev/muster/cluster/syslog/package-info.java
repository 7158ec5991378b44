/// The syslog receiver's front door: lines and where they go.
@NullMarked
package dev.muster.cluster.syslog;

import org.jspecify.annotations.NullMarked;
