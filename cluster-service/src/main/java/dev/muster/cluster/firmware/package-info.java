/// What firmware loads first, whichever protocol it asks by.
@NullMarked
package dev.muster.cluster.firmware;

import org.jspecify.annotations.NullMarked;
