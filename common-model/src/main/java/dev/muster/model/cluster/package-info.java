/// How a cluster joins a region and what it is told to serve.
@NullMarked
package dev.muster.model.cluster;

import org.jspecify.annotations.NullMarked;
