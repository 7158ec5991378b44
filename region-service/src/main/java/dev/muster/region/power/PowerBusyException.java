package dev.muster.region.power;

/// A node's power is being switched already; only one order at a time.
public class PowerBusyException extends RuntimeException {
    public PowerBusyException(String systemId) {
        super("Node " + systemId + " is being switched already; try again in a few seconds.");
    }
}
