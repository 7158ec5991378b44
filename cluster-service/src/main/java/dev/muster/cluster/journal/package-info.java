/// What must be on disk before anybody is told: a file of records, synced in groups.
@NullMarked
package dev.muster.cluster.journal;

import org.jspecify.annotations.NullMarked;
