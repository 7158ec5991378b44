/// What cloud-init asks for.
@NullMarked
package dev.muster.region.metadata;

import org.jspecify.annotations.NullMarked;
