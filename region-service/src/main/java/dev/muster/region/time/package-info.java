/// The time of day, which tests replace by one that they pass in.
@NullMarked
package dev.muster.region.time;

import org.jspecify.annotations.NullMarked;
