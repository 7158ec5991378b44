/// What comes from Kafka: topics read batch by batch into the database.
@NullMarked
package dev.muster.region.feed;

import org.jspecify.annotations.NullMarked;
