package dev.muster.cluster.http;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;

/// Counts the files on their way, per client and in all. Safe for concurrent use.
final class SendingFiles {
    private final HttpLimits limits;
    private final Map<InetAddress, Integer> perClient = new HashMap<>();
    private int all;

    SendingFiles(HttpLimits limits) {
        this.limits = limits;
    }

    /// Whether one more may begin; who was let in [#leave]s.
    synchronized boolean enter(InetAddress client) {
        int ofClient = perClient.getOrDefault(client, 0);
        if (all >= limits.files() || ofClient >= limits.filesPerClient()) {
            return false;
        }
        all++;
        perClient.put(client, ofClient + 1);
        return true;
    }

    synchronized void leave(InetAddress client) {
        all--;
        perClient.computeIfPresent(client, (_, count) -> count > 1 ? count - 1 : null);
    }
}
