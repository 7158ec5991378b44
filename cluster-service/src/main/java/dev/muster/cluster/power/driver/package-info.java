/// The drivers, one for each power type.
@NullMarked
package dev.muster.cluster.power.driver;

import org.jspecify.annotations.NullMarked;
