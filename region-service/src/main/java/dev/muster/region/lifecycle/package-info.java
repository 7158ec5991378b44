/// The life of a node: the only way in which its state changes, by operators, machines, power and time.
@NullMarked
package dev.muster.region.lifecycle;

import org.jspecify.annotations.NullMarked;
