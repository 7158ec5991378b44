/// Work that comes back by the clock.
@NullMarked
package dev.muster.region.watch;

import org.jspecify.annotations.NullMarked;
