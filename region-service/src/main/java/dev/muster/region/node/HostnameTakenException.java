package dev.muster.region.node;

/// Another node has the host name. The transaction is lost.
public final class HostnameTakenException extends RuntimeException {
    HostnameTakenException(String hostname) {
        super("A node with the host name '" + hostname + "' exists already.");
    }
}
