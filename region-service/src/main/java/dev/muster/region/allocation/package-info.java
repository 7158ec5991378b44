/// Who holds a node, and what is to be installed on it.
@NullMarked
package dev.muster.region.allocation;

import org.jspecify.annotations.NullMarked;
