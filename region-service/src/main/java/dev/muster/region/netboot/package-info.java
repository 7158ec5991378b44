/// Where a node boots from, and what its machine has asked for since its state began.
@NullMarked
package dev.muster.region.netboot;

import org.jspecify.annotations.NullMarked;
