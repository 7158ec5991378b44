/// The life of a node: the only way in which its state changes.
@NullMarked
package dev.muster.region.lifecycle;

import org.jspecify.annotations.NullMarked;
