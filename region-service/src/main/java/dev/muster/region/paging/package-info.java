/// What is read piece by piece, because whole it would not fit into memory.
@NullMarked
package dev.muster.region.paging;

import org.jspecify.annotations.NullMarked;
