/// The region as the cluster sees it: REST, Kafka, and what is kept while it is away.
@NullMarked
package dev.muster.cluster.region;

import org.jspecify.annotations.NullMarked;
