/// Plain SQL, and queries that grow by conditions.
@NullMarked
package dev.muster.region.sql;

import org.jspecify.annotations.NullMarked;
