/// Who has which address: in memory and, before anybody is told, on disk.
@NullMarked
package dev.muster.cluster.dhcp.lease;

import org.jspecify.annotations.NullMarked;
