/// Addresses.
@NullMarked
package dev.muster.model.network;

import org.jspecify.annotations.NullMarked;
