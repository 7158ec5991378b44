/// What GRUB asks for, and the answer of the region in its words.
@NullMarked
package dev.muster.cluster.boot.grub;

import org.jspecify.annotations.NullMarked;
