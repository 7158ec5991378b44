package dev.muster.cluster.http;

import dev.muster.model.node.MacAddress;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;

/// Is told of each answer to a machine. Called on an event loop, must not block.
public interface HttpEvents {
    /// A machine that hung up before the end of a file.
    int HUNG_UP = 499;

    /// Who asked.
    record Caller(InetAddress address, Optional<MacAddress> mac) {}

    /// @param path inside the snapshot
    /// @param bytes of the file that were sent
    /// @param status of HTTP, or [#HUNG_UP]
    void fileServed(Caller caller, String path, long bytes, Duration took, int status);

    /// A header of a request for a file was passed over.
    default void ignored(Caller caller, MalformedHeader.Reason reason) {}

    /// @param path as the machine sent it, without the query
    /// @param status that the machine got, 503 if no region answered
    void proxied(Caller caller, String method, String path, int status, Duration took);
}
