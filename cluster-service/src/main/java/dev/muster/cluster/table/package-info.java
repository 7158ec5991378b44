/// Tables of many small records in little memory: no object for each of them.
@NullMarked
package dev.muster.cluster.table;

import org.jspecify.annotations.NullMarked;
