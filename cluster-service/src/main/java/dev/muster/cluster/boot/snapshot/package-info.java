/// Which image snapshot a machine boots from, from its kernel to its root disk.
@NullMarked
package dev.muster.cluster.boot.snapshot;

import org.jspecify.annotations.NullMarked;
