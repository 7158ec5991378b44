package dev.muster.cluster.net;

import java.lang.System.Logger.Level;
import java.util.function.Consumer;

/// What comes to nothing by no fault of the packet: told to the log, and counted.
///
/// @param protocol for the log
/// @param dropped takes a word for what happened
public record Losses(String protocol, Consumer<String> dropped) {
    private static final System.Logger LOG = System.getLogger(Losses.class.getName());

    /// A fault of ours in one packet must not end the service.
    public void fault(String interfaceName, RuntimeException fault) {
        dropped.accept("internal_error");
        LOG.log(Level.ERROR, "cannot answer a " + protocol + " request on " + interfaceName, fault);
    }

    public void notSent(String interfaceName, Throwable why) {
        dropped.accept("not_sent");
        LOG.log(Level.DEBUG, "a {0} answer was not sent on {1}: {2}", protocol, interfaceName, why.getMessage());
    }
}
