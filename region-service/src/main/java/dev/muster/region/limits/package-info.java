/// How much of something one caller may have.
@NullMarked
package dev.muster.region.limits;

import org.jspecify.annotations.NullMarked;
