/// What all resources of the MAAS API share: bodies, errors, dispatch by op.
@NullMarked
package dev.muster.region.api;

import org.jspecify.annotations.NullMarked;
