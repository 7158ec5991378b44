/// What all network loaders have in common: whose configuration they ask for, and the kernel line in it.
@NullMarked
package dev.muster.cluster.boot.loader;

import org.jspecify.annotations.NullMarked;
