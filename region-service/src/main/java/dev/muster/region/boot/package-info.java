/// What each machine is to boot.
@NullMarked
package dev.muster.region.boot;

import org.jspecify.annotations.NullMarked;
