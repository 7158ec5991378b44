package dev.muster.region.node;

import dev.muster.model.node.MacAddress;

/// A MAC address belongs to another node. The transaction is lost.
public final class MacInUseException extends RuntimeException {
    private final MacAddress mac;

    MacInUseException(MacAddress mac) {
        super("MAC address " + mac + " already in use.");
        this.mac = mac;
    }

    public MacAddress mac() {
        return mac;
    }
}
