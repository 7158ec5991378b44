/// What the protocol servers tell, turned into boot progress for the region and counters for Prometheus.
@NullMarked
package dev.muster.cluster.boot.progress;

import org.jspecify.annotations.NullMarked;
