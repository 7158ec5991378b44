/// What machines wrote, read with care.
@NullMarked
package dev.muster.region.document;

import org.jspecify.annotations.NullMarked;
