package dev.muster.region.allocation;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// How an operating system comes onto a node's disk.
public enum BootType {
    /// An image is written to the disk.
    FASTPATH,
    /// The system's own installer runs: Debian's or Ubuntu's.
    DI;

    /// As API and database have it.
    public String text() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<BootType> of(String text) {
        return Arrays.stream(values()).filter(type -> type.text().equals(text)).findFirst();
    }
}
