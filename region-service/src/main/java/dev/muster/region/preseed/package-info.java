/// Documents that tell a booted system what to do.
@NullMarked
package dev.muster.region.preseed;

import org.jspecify.annotations.NullMarked;
