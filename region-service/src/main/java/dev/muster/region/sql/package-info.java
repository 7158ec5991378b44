/// Queries in plain SQL that grow by conditions.
@NullMarked
package dev.muster.region.sql;

import org.jspecify.annotations.NullMarked;
