/// Who may look at what goes on in here.
@NullMarked
package dev.muster.region.observe;

import org.jspecify.annotations.NullMarked;
