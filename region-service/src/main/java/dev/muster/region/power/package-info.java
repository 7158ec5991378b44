/// Machines switched on and off by their clusters.
@NullMarked
package dev.muster.region.power;

import org.jspecify.annotations.NullMarked;
