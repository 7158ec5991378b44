/// Embedded PostgreSQL and Kafka, and the launcher of the services on one machine.
@NullMarked
package dev.muster.local;

import org.jspecify.annotations.NullMarked;
