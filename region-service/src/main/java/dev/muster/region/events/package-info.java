/// The timeline of a node, and what leaves for Kafka.
@NullMarked
package dev.muster.region.events;

import org.jspecify.annotations.NullMarked;
