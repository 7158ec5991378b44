@NullMarked
package dev.muster.local;

import org.jspecify.annotations.NullMarked;
