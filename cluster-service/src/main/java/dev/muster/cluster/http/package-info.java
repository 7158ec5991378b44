/// HTTP for the nodes: image files, and their calls passed on to a region.
@NullMarked
package dev.muster.cluster.http;

import org.jspecify.annotations.NullMarked;
