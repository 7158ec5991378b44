/// The secrets by which machines prove at the iSCSI target which boot they are.
@NullMarked
package dev.muster.cluster.boot.secret;

import org.jspecify.annotations.NullMarked;
