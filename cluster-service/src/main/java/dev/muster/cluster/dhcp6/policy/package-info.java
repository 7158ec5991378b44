/// What a packet is answered with (RFC 8415 18.3): packet and time in, answer out. No socket, disk or clock.
@NullMarked
package dev.muster.cluster.dhcp6.policy;

import org.jspecify.annotations.NullMarked;
