package dev.muster.region.power;

import dev.muster.region.refusal.BusyException;
import java.time.Duration;

/// A node's power is being switched already; only one order at a time.
public class PowerBusyException extends BusyException {
    /// A time that clients of MAAS know.
    private static final Duration RETRY = Duration.ofSeconds(10);

    public PowerBusyException(String systemId) {
        super("Node " + systemId + " is being switched already; try again in a few seconds.", RETRY);
    }
}
