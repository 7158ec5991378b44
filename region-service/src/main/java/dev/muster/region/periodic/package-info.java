/// What all periodic tasks have in common, whichever feature's they are.
@NullMarked
package dev.muster.region.periodic;

import org.jspecify.annotations.NullMarked;
