package dev.muster.cluster.net;

import java.util.function.Consumer;
import org.jboss.logging.Logger;

/// What comes to nothing by no fault of the packet: told to the log, and counted.
///
/// @param protocol for the log
/// @param dropped takes a word for what happened
public record Losses(String protocol, Consumer<String> dropped) {
    private static final Logger LOG = Logger.getLogger(Losses.class);

    /// A fault of ours in one packet must not end the service.
    public void fault(String interfaceName, RuntimeException fault) {
        dropped.accept("internal_error");
        LOG.error("cannot answer a " + protocol + " request on " + interfaceName, fault);
    }

    public void notSent(String interfaceName, Throwable why) {
        dropped.accept("not_sent");
        LOG.debugf("a %s answer was not sent on %s: %s", protocol, interfaceName, why.getMessage());
    }
}
