/// What leaves for Kafka: rows written with the state they tell of, and the relay that publishes them in order.
@NullMarked
package dev.muster.region.outbox;

import org.jspecify.annotations.NullMarked;
