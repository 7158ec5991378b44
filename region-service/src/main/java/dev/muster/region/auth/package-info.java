/// Who is calling: users, keys, clusters, attested machines.
@NullMarked
package dev.muster.region.auth;

import org.jspecify.annotations.NullMarked;
