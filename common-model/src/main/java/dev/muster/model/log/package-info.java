/// What log lines carry beside their text, by the same names in both services.
@NullMarked
package dev.muster.model.log;

import org.jspecify.annotations.NullMarked;
