/// Switching machines on and off: what the region asks of a cluster, what the cluster answers, and the catalogue of the
/// ways to do it.
@NullMarked
package dev.muster.model.power;

import org.jspecify.annotations.NullMarked;
