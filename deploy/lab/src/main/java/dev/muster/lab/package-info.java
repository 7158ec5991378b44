/// A room of machines without hardware: network namespaces, virtual machines with real firmware, and the demo.
@NullMarked
package dev.muster.lab;

import org.jspecify.annotations.NullMarked;
