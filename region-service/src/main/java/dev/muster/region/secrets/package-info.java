/// Secrets at rest: the key and the box that it locks.
@NullMarked
package dev.muster.region.secrets;

import org.jspecify.annotations.NullMarked;
