/// What iPXE asks for over HTTP, and the answer of the region in its words.
@NullMarked
package dev.muster.cluster.boot.ipxe;

import org.jspecify.annotations.NullMarked;
