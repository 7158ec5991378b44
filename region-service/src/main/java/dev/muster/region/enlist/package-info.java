/// How a machine makes itself known.
@NullMarked
package dev.muster.region.enlist;

import org.jspecify.annotations.NullMarked;
