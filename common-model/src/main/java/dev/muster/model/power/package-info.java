/// Switching machines on and off.
@NullMarked
package dev.muster.model.power;

import org.jspecify.annotations.NullMarked;
