package dev.muster.region.api;

import java.util.Optional;

/// One part of a multipart body, its transfer encoding undone.
public final class Part {
    private final String name;
    private final Optional<String> fileName;
    private final byte[] content;

    Part(String name, Optional<String> fileName, byte[] content) {
        this.name = name;
        this.fileName = fileName;
        this.content = content;
    }

    /// The form field's name, empty if the part has none.
    public String name() {
        return name;
    }

    /// There only where the client uploads a file.
    public Optional<String> fileName() {
        return fileName;
    }

    public byte[] content() {
        return content.clone();
    }

    public int size() {
        return content.length;
    }

    /// Not to be changed.
    byte[] octets() {
        return content;
    }
}
