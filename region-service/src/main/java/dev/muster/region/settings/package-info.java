/// What an administrator sets while the region runs, for all machines.
@NullMarked
package dev.muster.region.settings;

import org.jspecify.annotations.NullMarked;
