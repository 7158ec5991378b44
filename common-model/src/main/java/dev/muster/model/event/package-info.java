/// What happened: boot steps, log lines and node events, and the topics that carry them.
@NullMarked
package dev.muster.model.event;

import org.jspecify.annotations.NullMarked;
