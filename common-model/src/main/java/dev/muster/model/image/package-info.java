/// Where an image lies: operating system, architecture, release, label.
@NullMarked
package dev.muster.model.image;

import org.jspecify.annotations.NullMarked;
