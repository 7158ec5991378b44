/// Immutable image snapshots on the local disk.
@NullMarked
package dev.muster.cluster.images;

import org.jspecify.annotations.NullMarked;
