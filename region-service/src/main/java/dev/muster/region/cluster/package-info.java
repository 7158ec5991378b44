/// Clusters: joining, credentials, what each is to serve.
@NullMarked
package dev.muster.region.cluster;

import org.jspecify.annotations.NullMarked;
