/// Switching machines on and off as the region commands: one thing at a time for each machine, seen through to its
/// end. How a machine is reached is in `driver`.
@NullMarked
package dev.muster.cluster.power;

import org.jspecify.annotations.NullMarked;
