package dev.muster.cluster.http;

import java.net.InetAddress;
import java.util.Optional;

/// Makes the scripts that loaders fetch from the root of the server.
@FunctionalInterface
public interface LoaderScripts {

    /// @param name of the file, no slash
    /// @param arch the query's parameter of that name, as the loader sent it
    /// @param local our address that was asked
    /// @param remote the machine's address
    record Request(String name, Optional<String> arch, InetAddress local, InetAddress remote) {}

    /// May block; called on a virtual thread.
    ///
    /// @return empty if the name is none of its own
    Optional<String> script(Request request) throws Exception;
}
