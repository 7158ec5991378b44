package dev.muster.cluster.syslog.server;

import dev.muster.cluster.syslog.SyslogLimits;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// The connections that are open, over TCP and TLS together.
final class ConnectionLimits {
    private final int most;
    private final int mostPerClient;
    private final Map<InetAddress, Integer> perClient = new HashMap<>();
    private int open;

    ConnectionLimits(SyslogLimits limits) {
        this.most = limits.connections();
        this.mostPerClient = limits.connectionsPerClient();
    }

    /// False beyond a limit; otherwise to be followed by one [#leave].
    synchronized boolean admit(InetAddress client) {
        int ofClient = perClient.getOrDefault(client, 0);
        if (open >= most || ofClient >= mostPerClient) {
            return false;
        }
        open++;
        perClient.put(client, ofClient + 1);
        return true;
    }

    synchronized void leave(InetAddress client) {
        open--;
        perClient.computeIfPresent(client, (_, count) -> count > 1 ? count - 1 : null);
    }
}
