/// Names that nodes carry: put on by hand, or by what their hardware is.
@NullMarked
package dev.muster.region.tags;

import org.jspecify.annotations.NullMarked;
