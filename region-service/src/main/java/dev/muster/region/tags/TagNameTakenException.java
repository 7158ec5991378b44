package dev.muster.region.tags;

/// Another tag has the name. The transaction is lost.
public final class TagNameTakenException extends RuntimeException {
    TagNameTakenException(String name) {
        super("A tag with the name '" + name + "' exists already.");
    }
}
