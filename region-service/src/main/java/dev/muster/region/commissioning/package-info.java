/// What is found out about a machine: the scripts that it runs, what they leave, and what follows from that.
@NullMarked
package dev.muster.region.commissioning;

import org.jspecify.annotations.NullMarked;
