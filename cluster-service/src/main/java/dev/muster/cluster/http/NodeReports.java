package dev.muster.cluster.http;

import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.util.Optional;

/// Takes what a machine says of its own failure. Called on an event loop, must not block.
@FunctionalInterface
public interface NodeReports {
    /// @param step what the machine was doing, made safe to show
    /// @param error what went wrong, made safe to show, at most 2000 characters
    void reported(Optional<MacAddress> mac, InetAddress from, String step, String error);
}
