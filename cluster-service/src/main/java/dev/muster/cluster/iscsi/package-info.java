/// The iSCSI target's front door: targets, units and what a session tells.
@NullMarked
package dev.muster.cluster.iscsi;

import org.jspecify.annotations.NullMarked;
