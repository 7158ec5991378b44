/// What a machine is to boot: the answer of the region, in the field's own words.
@NullMarked
package dev.muster.model.boot;

import org.jspecify.annotations.NullMarked;
