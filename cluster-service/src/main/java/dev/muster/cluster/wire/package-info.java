/// Values that the codecs of several protocols share.
@NullMarked
package dev.muster.cluster.wire;

import org.jspecify.annotations.NullMarked;
