/// What a Prometheus sees of the nodes, of their power, and of what waits for Kafka.
@NullMarked
package dev.muster.region.metrics;

import org.jspecify.annotations.NullMarked;
