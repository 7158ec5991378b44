/// The TFTP server's front door: routes and what a transfer tells.
@NullMarked
package dev.muster.cluster.tftp;

import org.jspecify.annotations.NullMarked;
