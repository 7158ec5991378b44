/// What the cluster tells the region over Kafka, in a lane for each kind: each has its own bound in bytes, its own
/// folder and its own way to the broker, so that none holds up another.
@NullMarked
package dev.muster.cluster.region.lane;

import org.jspecify.annotations.NullMarked;
