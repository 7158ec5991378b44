/// What the tests of all modules share.
@NullMarked
package dev.muster.testing;

import org.jspecify.annotations.NullMarked;
