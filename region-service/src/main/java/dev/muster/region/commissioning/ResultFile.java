package dev.muster.region.commissioning;

import dev.muster.region.document.SecureXml;
import java.util.Optional;
import java.util.regex.Pattern;

/// A file that a machine left, under the name of its result.
public final class ResultFile {
    /// Of one file, bytes.
    public static final int MAX_SIZE = SecureXml.MAX_SIZE;

    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\p{Cs}]{1,255}");

    private final String name;
    private final byte[] content;

    /// @throws IllegalArgumentException with the [complaint][#complaint], if there is one
    public ResultFile(String name, byte[] content) {
        complaint(name, content.length).ifPresent(complaint -> {
            throw new IllegalArgumentException(complaint);
        });
        this.name = name;
        this.content = content.clone();
    }

    /// Why a file of this name and size is not taken; empty if it is.
    public static Optional<String> complaint(String name, int size) {
        if (!NAME.matcher(name).matches()) {
            return Optional.of("The name of a result has 1 to 255 characters, none of them a control character.");
        }
        return size <= MAX_SIZE
                ? Optional.empty()
                : Optional.of("This file is too large: " + size + " bytes, at most " + MAX_SIZE + ".");
    }

    public String name() {
        return name;
    }

    byte[] content() {
        return content.clone();
    }
}
