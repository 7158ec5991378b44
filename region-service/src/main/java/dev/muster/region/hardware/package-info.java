/// What commissioning found of a node's hardware and surroundings.
@NullMarked
package dev.muster.region.hardware;

import org.jspecify.annotations.NullMarked;
