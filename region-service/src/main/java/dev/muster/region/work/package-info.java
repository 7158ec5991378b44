/// What goes on in a node's present state, and for how long it may.
@NullMarked
package dev.muster.region.work;

import org.jspecify.annotations.NullMarked;
