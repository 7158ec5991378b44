/// Who has which address: in memory and, before anybody is told, on disk.
@NullMarked
package dev.muster.cluster.dhcp6.lease;

import org.jspecify.annotations.NullMarked;
