/// Who calls, and what he may do. How that is found out is elsewhere.
@NullMarked
package dev.muster.region.caller;

import org.jspecify.annotations.NullMarked;
