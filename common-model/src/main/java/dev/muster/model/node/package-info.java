/// What a machine is: its addresses, its state, its architecture.
@NullMarked
package dev.muster.model.node;

import org.jspecify.annotations.NullMarked;
