/// Subnets and their dynamic ranges.
@NullMarked
package dev.muster.region.network;

import org.jspecify.annotations.NullMarked;
