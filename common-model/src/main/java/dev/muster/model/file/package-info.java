/// What both services do with files that must outlive a crash.
@NullMarked
package dev.muster.model.file;

import org.jspecify.annotations.NullMarked;
