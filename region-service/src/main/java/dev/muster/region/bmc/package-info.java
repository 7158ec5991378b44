/// How a node's machine is switched on and off, and whether it is on.
@NullMarked
package dev.muster.region.bmc;

import org.jspecify.annotations.NullMarked;
