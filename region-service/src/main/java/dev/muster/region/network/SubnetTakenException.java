package dev.muster.region.network;

/// The cluster has an interface of this name already.
public final class SubnetTakenException extends RuntimeException {
    SubnetTakenException(String name) {
        super("The cluster has an interface '" + name + "' already.");
    }
}
