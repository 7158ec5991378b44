/// What PXELINUX asks for, and the region's answer in its words.
@NullMarked
package dev.muster.cluster.boot.pxelinux;

import org.jspecify.annotations.NullMarked;
