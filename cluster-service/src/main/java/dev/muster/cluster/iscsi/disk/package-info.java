/// What lies behind a unit on this machine's disks: images, and what sessions write over them.
@NullMarked
package dev.muster.cluster.iscsi.disk;

import org.jspecify.annotations.NullMarked;
