/// Nodes, their addresses and their life.
@NullMarked
package dev.muster.region.node;

import org.jspecify.annotations.NullMarked;
