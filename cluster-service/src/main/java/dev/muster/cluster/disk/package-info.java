/// The disk that this cluster's writers share.
@NullMarked
package dev.muster.cluster.disk;

import org.jspecify.annotations.NullMarked;
