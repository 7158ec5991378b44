/// Where the protocols meet: the region's answer spelled for the loader that asks, and boot progress.
@NullMarked
package dev.muster.cluster.boot;

import org.jspecify.annotations.NullMarked;
