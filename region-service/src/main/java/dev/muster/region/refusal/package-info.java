/// What the domain refuses, in words of its own; how a client is told is the API's.
@NullMarked
package dev.muster.region.refusal;

import org.jspecify.annotations.NullMarked;
