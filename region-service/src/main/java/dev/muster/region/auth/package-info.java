/// Finds out who is calling: by API keys, keys of nodes, tokens of clusters and what these attest.
@NullMarked
package dev.muster.region.auth;

import org.jspecify.annotations.NullMarked;
